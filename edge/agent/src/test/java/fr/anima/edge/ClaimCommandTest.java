package fr.anima.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import fr.anima.edge.clock.MachineTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The station's side of a claim, with a hub that says what the test wants; the hub's is tested
 * there.
 */
class ClaimCommandTest {
  private static final String GOOD =
      """
      {"id":"goat-barn","kind":"enclosure","place":"goats","mqttPort":8883,"mqttEncrypted":true}""";

  @TempDir Path folder;

  private final List<String> shown = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private HttpServer hub;
  private int status = 201;
  private String says = GOOD;

  @BeforeEach
  void open() throws IOException {
    hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hub.createContext(
        "/",
        exchange -> {
          shown.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = says.getBytes(StandardCharsets.UTF_8);
          // Nothing at all stands for an answer that is lost.
          if (status > 0) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    hub.start();
  }

  @AfterEach
  void close() {
    hub.stop(0);
  }

  @Test
  void a_claim_makes_the_key_here_and_writes_down_who_the_station_is() throws Exception {
    assertEquals(0, claim("127.0.0.1"));

    String key = Files.readString(folder.resolve("station.key")).strip();
    assertTrue(key.matches("[A-Za-z0-9_-]{43}"), key);
    assertEquals(1, shown.size());
    assertTrue(shown.get(0).startsWith("POST /api/v1/stations/claim {"), shown.get(0));
    assertTrue(shown.get(0).contains("\"code\":\"abcde-12345\""), shown.get(0));
    assertTrue(shown.get(0).contains("\"key\":\"" + key + "\""), shown.get(0));
    assertEquals(
        List.of(
            "station = \"goat-barn\"",
            "kind = \"enclosure\"",
            "hub = \"ssl://127.0.0.1:8883\"",
            "key_file = \"station.key\""),
        Files.readAllLines(folder.resolve("station.toml")).subList(0, 4));
    String next = out.toString(StandardCharsets.UTF_8);
    assertTrue(next.contains("anima-edge check") && next.contains("enclosure.toml"), next);
    assertFalse(next.contains(key), "the key is shown to nobody");
  }

  @Test
  void with_a_sensor_added_the_file_is_fine() throws Exception {
    claim("127.0.0.1");
    Path file = folder.resolve("station.toml");
    Files.writeString(
        file,
        Files.readString(file)
            + """

            [[sensor]]
            name = "bme"
            type = "bme280"
            address = 0x76
            """);

    assertEquals(0, run("check", "--file-only", file.toString()), said());
  }

  @Test
  void only_the_owner_may_read_what_a_claim_writes_and_nothing_else_is_left() throws Exception {
    claim("127.0.0.1");

    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("station.key rw-------", "station.toml rw-------"),
          files.map(it -> it.getFileName() + " " + rights(it)).sorted().toList());
    }
  }

  @Test
  void a_second_claim_changes_who_the_station_is_and_no_sensor() throws Exception {
    Files.writeString(
        folder.resolve("station.toml"),
        """
        # the barn's
        station = "old"   # was here before
        key = "old-key"
        hub = "tcp://old:1883"
        kind = "bike"
        heartbeat_seconds = 30

        [[sensor]]
        name = "old"
        kind = "kept"
        """);

    claim("127.0.0.1");

    assertEquals(
        """
        station = "goat-barn"
        kind = "enclosure"
        hub = "ssl://127.0.0.1:8883"
        key_file = "station.key"
        # the barn's
        heartbeat_seconds = 30

        [[sensor]]
        name = "old"
        kind = "kept"
        """,
        Files.readString(folder.resolve("station.toml")));
  }

  @Test
  void a_refusal_is_told_and_changes_nothing() throws Exception {
    status = 401;
    says = "{\"detail\":\"this code is unknown\"}";

    int refused = claim("127.0.0.1");
    status = 201;
    says = GOOD;
    claim("127.0.0.1");

    assertEquals(1, refused);
    assertTrue(said().contains("401 this code is unknown"), said());
    assertNotEquals(shown.get(0), shown.get(1), "a key that was refused is not shown again");
  }

  @Test
  void after_a_lost_answer_the_same_key_is_shown_again() throws Exception {
    status = 0;

    int lost = claim("127.0.0.1");
    boolean written = Files.exists(folder.resolve("station.toml"));
    status = 201;
    int found = claim("127.0.0.1");

    assertEquals(1, lost);
    assertFalse(written);
    assertEquals(0, found);
    assertEquals(1, shown.stream().distinct().count(), shown.toString());
  }

  @Test
  void an_answer_that_is_not_a_hubs_is_refused() throws Exception {
    says = "<html>welcome</html>";

    assertEquals(1, claim("127.0.0.1"));
    assertFalse(Files.exists(folder.resolve("station.toml")));
  }

  @Test
  void the_key_does_not_travel_in_clear_unless_told() throws Exception {
    int refused = run("claim", "http://192.0.2.1", "abcde-12345", "--into", folder.toString());

    assertEquals(2, refused);
    assertTrue(said().contains("write https://"), said());
    assertEquals(List.of(), shown);
  }

  @Test
  void a_redirection_is_not_followed() throws Exception {
    status = 307;

    assertEquals(1, claim("127.0.0.1"));
    assertEquals(1, shown.size());
  }

  @Test
  void what_is_not_understood_is_told_with_how_to_write_it() throws Exception {
    assertEquals(2, run("claim", "https://hub"));
    assertEquals(2, run("claim", "hub", "abcde"));
    assertEquals(2, run("claim", "https://hub", "abcde", "--what"));
    assertEquals(2, run("claim", "https://hub", "abcde", "--into"));
  }

  @Test
  void a_folder_that_is_not_there_is_told_before_anything_is_shown() throws Exception {
    String nowhere = folder.resolve("nowhere").toString();

    assertEquals(
        1,
        run("claim", "http://127.0.0.1:" + hub.getAddress().getPort(), "abcde", "--into", nowhere));
    assertEquals(List.of(), shown);
  }

  private int claim(String host) throws InterruptedException {
    return run(
        "claim",
        "http://" + host + ":" + hub.getAddress().getPort(),
        "abcde-12345",
        "--into",
        folder.toString());
  }

  private int run(String... words) throws InterruptedException {
    return new Agent(print(out), print(err), MachineTime.ofThisMachine()).run(words);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static String rights(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException why) {
      throw new AssertionError(why);
    }
  }
}
