package fr.anima.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.photos.Pictures;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Photos over HTTP, through the whole hub's door. */
class PhotoDoorTest {
  private static final String JPEG = "image/jpeg";
  private static final int MOST_BYTES = 2 << 20;
  private static final long SEED = 20_261_127;

  /** What has led out of other people's folders. */
  private static final List<String> STEPS =
      List.of(
          ("../ %2e%2e/ ..%2f %2e%2e%2f ..%5c %5c%5c ..%c0%af ..%ef%bc%8f ..%252f .../ ....// /"
                  + " // ./ ~ %00 %0a ; ..;/ : etc/passwd proc/self/environ WEB-INF/ C:%5c"
                  + " file:%2f%2f http:%2f%2f127.0.0.1%2f operator-token index.html photo.jpg 0 a F"
                  + " * %25 %20 ' %22 ? %23 "
                  + "0".repeat(64)
                  + " "
                  + "A".repeat(64))
              .split(" ", -1));

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static WholeHub hub;

  @BeforeAll
  static void open() throws IOException {
    hub = new WholeHub();
  }

  @Test
  void a_photo_comes_in_as_a_photo_only_and_goes_out_as_nothing_else() throws Exception {
    byte[] picture = Pictures.jpeg(40, 30);
    String path = "/api/v1/photos/" + sha256(picture);

    HttpResponse<String> kept = send(photo(path, picture));
    String id = new JsonObject(kept.body()).getString("id");
    HttpResponse<String> shown =
        send(
            request("/api/v1/photos/" + id, "application/json")
                .header("Accept-Encoding", "gzip")
                .GET());
    HttpResponse<String> json =
        send(request(path, "application/json").PUT(BodyPublishers.ofString("{}")));
    HttpResponse<String> large = send(photo(path, new byte[MOST_BYTES + 1]));
    HttpResponse<String> elsewhere = send(photo("/api/v1/round-hours", picture));

    assertEquals(200, kept.statusCode(), kept.body());
    assertEquals("nosniff", shown.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals("image/jpeg", shown.headers().firstValue("Content-Type").orElse(""));
    assertTrue(
        shown.headers().firstValue("Content-Disposition").orElse("").startsWith("attachment"));
    assertTrue(shown.headers().firstValue("Content-Encoding").isEmpty());
    assertEquals(415, json.statusCode());
    assertEquals(413, large.statusCode());
    assertEquals("send at most 2 MiB", new JsonObject(large.body()).getString("detail"));
    assertEquals(400, send(photo(path, new byte[MOST_BYTES])).statusCode());
    assertEquals(415, elsewhere.statusCode(), elsewhere.body());
  }

  @Test
  void no_path_leads_out_of_the_photos() throws Exception {
    Random random = new Random(SEED);
    byte[] picture = Pictures.jpeg(8, 8);
    int paths = Boolean.getBoolean("anima.long") ? 5_000 : 500;
    for (int each = 0; each < paths; each++) {
      StringBuilder path = new StringBuilder("/api/v1/photos/");
      for (int steps = random.nextInt(8); steps >= 0; steps--) {
        path.append(STEPS.get(random.nextInt(STEPS.size())));
      }

      HttpResponse<String> read = send(request(path.toString(), "application/json").GET());
      HttpResponse<String> written = send(photo(path.toString(), picture));

      String told = "seed " + SEED + ": " + path + " answered " + read.statusCode();
      assertTrue(Set.of(400, 404).contains(read.statusCode()), told);
      assertTrue(Set.of(400, 404, 405).contains(written.statusCode()), told);
      assertEquals(
          "application/problem+json", read.headers().firstValue("Content-Type").orElse(""), told);
    }
  }

  private static HttpRequest.Builder photo(String path, byte[] bytes) {
    return request(path, JPEG).PUT(BodyPublishers.ofByteArray(bytes));
  }

  private static HttpRequest.Builder request(String path, String type) {
    return HttpRequest.newBuilder(URI.create(hub.address() + path))
        .header("Content-Type", type)
        .header("Origin", hub.address())
        .header("Cookie", "who=keeper");
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
