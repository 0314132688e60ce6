package fr.anima.hub.notices.push;

import fr.anima.hub.notices.sending.Letter;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;

/**
 * A letter as a push message says it. The service worker of the page shows it: see {@code
 * dashboard/src/shell/pushNote.ts}.
 *
 * @param payload JSON of at most 3 KiB, which every push service takes
 * @param lasts how long the push service keeps it for a phone that is away
 * @param urgency as RFC 8030 knows it: whether a phone may save its battery first
 * @param topic of two that wait for a phone, the later one replaces the earlier one
 */
record PushNote(String payload, Duration lasts, String urgency, String topic) {
  private static final int MOST_BYTES = 3_072;
  private static final String CUT = "…";

  /** They end something, or are nothing, and need not wake anybody. */
  private static final Set<String> CALM = Set.of("better", "cleared", "trial");

  static PushNote of(Letter letter) {
    String severity = letter.text().severity();
    boolean calls = severity.equals("urgence") && !CALM.contains(letter.transition());
    return new PushNote(
        payload(letter, calls), lasts(severity), urgency(letter, calls), topic(letter));
  }

  private static Duration lasts(String severity) {
    return switch (severity) {
      case "urgence" -> Duration.ofHours(24);
      case "alerte" -> Duration.ofHours(12);
      default -> Duration.ofHours(4);
    };
  }

  /** Somebody holds the phone in their hand and waits for a trial. */
  private static String urgency(Letter letter, boolean calls) {
    if (calls || letter.transition().equals("trial")) {
      return "high";
    }
    return letter.text().severity().equals("attention") ? "low" : "normal";
  }

  /** At most 32 characters of base64url: the 16 bytes of the alert's id are 22. */
  private static String topic(Letter letter) {
    byte[] id =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(letter.subject().getMostSignificantBits())
            .putLong(letter.subject().getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
  }

  private static String payload(Letter letter, boolean calls) {
    JsonObject json =
        new JsonObject()
            .put("title", letter.text().title())
            .put("tag", letter.subject().toString())
            .put("link", letter.text().link())
            .put("language", letter.to().language())
            .put("urgent", calls)
            .put("writtenAt", letter.writtenAt().toEpochMilli());
    String body = letter.text().body();
    String whole = json.put("body", body).encode();
    for (int excess = bytes(whole) - MOST_BYTES; excess > 0; excess = bytes(whole) - MOST_BYTES) {
      body = cut(body, excess);
      whole = json.put("body", body + CUT).encode();
    }
    return whole;
  }

  /** Shorter by at least one character, and by no more than that many bytes may take. */
  private static String cut(String body, int bytes) {
    if (body.isEmpty()) {
      throw new IllegalStateException("a title and a link of more than 3 KiB");
    }
    int characters = Math.max(1, bytes / 4);
    int end = Math.max(0, body.length() - characters);
    boolean halvesOne = end > 0 && Character.isHighSurrogate(body.charAt(end - 1));
    return body.substring(0, halvesOne ? end - 1 : end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
