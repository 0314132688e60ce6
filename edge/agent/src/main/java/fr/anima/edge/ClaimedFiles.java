package fr.anima.edge;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A station's two files: its key, made here, and {@code station.toml}, of which a claim changes the
 * lines that say who the station is and leaves every other as it was. Both belong to whoever the
 * directory belongs to, so that a claim by root is readable by the service.
 */
final class ClaimedFiles {
  private static final int KEY_BYTES = 32;
  private static final String KEY_FILE = "station.key";

  /**
   * The key of a claim under way: it outlives an answer that was lost, and a second try shows it
   * again.
   */
  private static final String NEW_KEY_FILE = "station.key.new";

  private static final Pattern OURS =
      Pattern.compile("^\\s*#?\\s*(station|kind|hub|key|key_file|ca_file)\\s*=.*");
  private static final Pattern TABLE = Pattern.compile("^\\s*\\[.*");

  private final Path directory;

  ClaimedFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * The key to show: of a claim whose answer was lost, or a new one, on disk before it is shown.
   */
  String key() throws IOException {
    Path file = directory.resolve(NEW_KEY_FILE);
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    byte[] secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    keep(NEW_KEY_FILE, key + "\n");
    return key;
  }

  /** The next claim makes another key. */
  void forgetKey() throws IOException {
    Files.deleteIfExists(directory.resolve(NEW_KEY_FILE));
  }

  /** Writes down who the station is; its key comes into force last. */
  void write(ClaimDesk.Claimed claimed, URI hub, Optional<Path> authority) throws IOException {
    Path file = directory.resolve("station.toml");
    List<String> before = Files.exists(file) ? Files.readAllLines(file) : unclaimed();
    Map<String, String> head = new LinkedHashMap<>();
    head.put("station", claimed.station().value());
    head.put("kind", claimed.kind().word());
    head.put("hub", hub.toString());
    head.put("key_file", KEY_FILE);
    authority.ifPresent(it -> head.put("ca_file", it.toString()));
    List<String> after = new ArrayList<>();
    head.forEach((key, value) -> after.add(key + " = \"" + value + "\""));
    boolean inHead = true;
    for (String line : before) {
      inHead &= !TABLE.matcher(line).matches();
      if (!inHead || !OURS.matcher(line).matches()) {
        after.add(line);
      }
    }
    keep("station.toml", String.join("\n", after) + "\n");
    Files.move(
        directory.resolve(NEW_KEY_FILE),
        directory.resolve(KEY_FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<String> unclaimed() {
    return List.of(
        "",
        "[spool]",
        "directory = \"/var/lib/anima-edge\"",
        "",
        "# [[sensor]] tables follow: what is connected, from the examples.");
  }

  /** On disk whole or not at all, and for its owner's eyes from the first byte. */
  private void keep(String name, String text) throws IOException {
    Path whole = directory.resolve(name);
    Path fresh = directory.resolve(name + ".part");
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.setOwner(fresh, Files.getOwner(directory));
    } catch (AccessDeniedException | NoSuchFileException why) {
      throw new IOException(directory + " is not there or not yours; use sudo, or --into DIR", why);
    }
    try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      file.write(StandardCharsets.UTF_8.encode(text));
      file.force(true);
    }
    Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
