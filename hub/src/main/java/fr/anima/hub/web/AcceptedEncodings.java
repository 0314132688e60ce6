package fr.anima.hub.web;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which content codings a browser takes (RFC 9110 12.5.3); the identity always. */
public record AcceptedEncodings(Set<String> names) {
  /** From the header, which may be missing. */
  public static AcceptedEncodings of(@Nullable String header) {
    Set<String> names = new HashSet<>();
    for (String part :
        header == null ? new String[0] : header.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] coding = part.split(";", 2);
      boolean refused = coding.length > 1 && coding[1].strip().matches("q\\s*=\\s*0(\\.0*)?");
      if (!refused) {
        names.add(coding[0].strip());
      }
    }
    return new AcceptedEncodings(names);
  }

  /** Whether a coding may be used. */
  public boolean accepts(String coding) {
    return names.contains(coding);
  }
}
