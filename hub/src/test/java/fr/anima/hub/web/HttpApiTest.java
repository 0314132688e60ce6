package fr.anima.hub.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.web.pages.StaticPages;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {
  private static final List<String> ALWAYS =
      List.of(
          "content-security-policy",
          "x-content-type-options",
          "referrer-policy",
          "permissions-policy",
          "cross-origin-opener-policy",
          "cache-control");
  private static final String NUL = "NUL";

  @TempDir private static Path files;
  private static SmallSite site;

  @BeforeAll
  static void open() throws IOException {
    Files.writeString(files.resolve("index.html"), "<h1>Anima</h1>");
    Files.writeString(files.resolve("wide.html"), "meh ".repeat(10_000));
    site = new SmallSite(files);
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void an_operation_is_answered() {
    HttpResponse<String> answer = site.send(site.post("/api/v1/goats", "{\"name\":\"Bella\"}"));

    assertEquals(201, answer.statusCode());
    assertEquals("Bella", new JsonObject(answer.body()).getString("name"));
    assertEquals("no-store", header(answer, "Cache-Control"));
  }

  @Test
  void a_program_that_would_upgrade_an_open_connection_is_answered_whole_without() {
    HttpResponse<String> answer = site.send(site.to("/wide"));

    assertEquals(HttpClient.Version.HTTP_1_1, answer.version());
    assertEquals(40_000, answer.body().length());
  }

  @Test
  void every_answer_carries_the_headers_that_protect_it() {
    Map<String, HttpRequest.Builder> requests = new TreeMap<>();
    requests.put("200 operation", site.to("/api/v1/goats"));
    requests.put("200 static", site.to("/"));
    requests.put("200 page", site.to("/suivi/abc"));
    requests.put("200 stream", site.to("/api/v1/stream"));
    requests.put("206 part", site.to("/").header("Range", "bytes=0-1"));
    requests.put("304 unchanged", site.to("/").header("If-None-Match", "*"));
    requests.put("400 unfit", site.post("/api/v1/goats", "{}"));
    requests.put(
        "401 nobody",
        site.to("/api/v1/goats")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}")));
    requests.put(
        "403 not theirs", site.post("/api/v1/goats", "{}").setHeader("Cookie", "who=courier"));
    requests.put("404 operation", site.to("/api/v1/sheep"));
    requests.put("404 file", site.to("/sheep.html"));
    requests.put(
        "405 method", site.to("/api/v1/failure").method("DELETE", BodyPublishers.noBody()));
    requests.put("413 long", site.post("/api/v1/goats", " ".repeat(1024 * 1024 + 1)));
    requests.put(
        "415 text", site.post("/api/v1/goats", "{}").setHeader("Content-Type", "text/plain"));
    requests.put("416 beyond", site.to("/").header("Range", "bytes=900-"));
    requests.put("500 failure", site.to("/api/v1/failure"));

    requests.forEach(
        (name, request) -> {
          HttpResponse<String> answer = site.send(request);

          assertEquals(Integer.parseInt(name.substring(0, 3)), answer.statusCode(), name);
          ALWAYS.forEach(it -> assertTrue(answer.headers().map().containsKey(it), name + it));
        });
  }

  @Test
  void a_request_that_is_not_http_is_refused_with_the_same_headers() throws IOException {
    String answer = site.raw("GET /api/v1/goats HTTP/1.1\r\nHost: a\r\nBad Header\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    String head = answer.toLowerCase(Locale.ROOT);
    ALWAYS.forEach(it -> assertTrue(head.contains(it + ":"), it));
  }

  @Test
  void failures_tell_nothing_about_the_inside() {
    HttpResponse<String> answer = site.send(site.to("/api/v1/failure"));

    assertEquals(500, answer.statusCode());
    assertFalse(answer.body().contains("select"), answer.body());
    assertFalse(answer.body().contains("Exception"), answer.body());
    assertEquals("application/problem+json", header(answer, "Content-Type"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                  | /name",
        "{\"name\":\"\"}                                     | /name",
        "{\"name\":5}                                        | /name",
        "{\"name\":\"Bella the Second\"}                     | /name",
        "{\"name\":\"a\",\"colour\":\"green\"}               | /colour",
        "{\"name\":\"a\",\"born\":\"2027-02-31\"}            | /born",
        "{\"name\":\"a\",\"tail\":1}                         | /tail",
        "{\"name\":\"a\",\"hooves\":[{\"length\":0}]}        | /hooves/0/length",
        "{\"name\":\"a\",\"hooves\":[{\"length\":1},{}]}     | /hooves/1/length",
        "{\"name\":\"a\",\"hooves\":{}}                      | /hooves",
        "[]                                                  | NUL",
        "{\"name\":                                          | NUL",
        "null                                                | NUL",
        "{\"name\":\"a\"} {}                                 | NUL",
      })
  void what_does_not_fit_the_contract_is_refused_naming_the_field(String body, String field) {
    HttpResponse<String> answer = site.send(site.post("/api/v1/goats", body));

    JsonObject problem = new JsonObject(answer.body());
    assertEquals(400, answer.statusCode(), answer.body());
    assertEquals(field.equals(NUL) ? "" : field, problem.getString("field"), answer.body());
    assertEquals("/problems/invalid-request", problem.getString("type"));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/goats/a/weights, from",
    "/api/v1/goats/a/weights?from=yesterday, from",
    "/api/v1/goats/a/weights?from=2027-02-31T00:00:00Z, from",
    "/api/v1/goats/a/weights?from=2027-02-01T00:00:00Z&most=many, most",
    "/api/v1/goats/a/weights?from=2027-02-01T00:00:00Z&most=0, most",
    "/api/v1/goats/A1/weights?from=2027-02-01T00:00:00Z, goat",
  })
  void a_parameter_that_does_not_fit_is_named(String path, String field) {
    HttpResponse<String> answer = site.send(site.to(path));

    assertEquals(400, answer.statusCode(), answer.body());
    assertEquals(field, new JsonObject(answer.body()).getString("field"), answer.body());
  }

  @Test
  void a_refusal_says_what_was_expected() {
    HttpResponse<String> answer =
        site.send(site.post("/api/v1/goats", "{\"name\":\"a\",\"hooves\":[{\"length\":0}]}"));

    String detail = new JsonObject(answer.body()).getString("detail");
    assertEquals("/hooves/0/length: expected minimum 1", detail);
  }

  @Test
  void nobody_is_told_401_and_somebody_else_403() {
    HttpRequest.Builder nobody =
        site.to("/api/v1/goats")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\":\"a\"}"));
    HttpRequest.Builder courier =
        site.post("/api/v1/goats", "{\"name\":\"a\"}").setHeader("Cookie", "who=courier");

    assertEquals(401, site.send(nobody).statusCode());
    assertEquals(403, site.send(courier).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "file://"
      })
  void a_change_asked_for_by_another_site_is_refused(String origin) {
    HttpResponse<String> answer =
        site.send(site.post("/api/v1/goats", "{\"name\":\"a\"}").setHeader("Origin", origin));

    assertEquals(403, answer.statusCode());
    assertEquals("/problems/foreign-origin", new JsonObject(answer.body()).getString("type"));
  }

  @Test
  void a_change_with_a_cookie_must_tell_its_origin_and_one_without_need_not() {
    HttpRequest.Builder silent =
        site.to("/api/v1/goats")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"));

    assertEquals(403, site.send(silent.copy().header("Cookie", "who=keeper")).statusCode());
    assertEquals(401, site.send(silent).statusCode());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x"
      })
  void a_form_is_not_a_change(String type) {
    HttpResponse<String> answer =
        site.send(site.post("/api/v1/goats", "{\"name\":\"a\"}").setHeader("Content-Type", type));

    assertEquals(415, answer.statusCode());
  }

  @Test
  void the_wrong_method_is_told_the_right_ones() {
    HttpResponse<String> answer = site.send(site.post("/api/v1/goats/bella/weights?from=x", "{}"));

    assertEquals(405, answer.statusCode());
    assertEquals("GET, HEAD", header(answer, "Allow"));
  }

  @Test
  void what_did_not_change_is_not_sent_again() {
    String tag = header(site.send(site.to("/api/v1/goats")), "ETag");

    HttpResponse<String> again =
        site.send(site.to("/api/v1/goats").header("If-None-Match", "\"x\", " + tag));

    assertTrue(tag.startsWith("W/\""), tag);
    assertEquals(304, again.statusCode());
    assertEquals("", again.body());
  }

  @Test
  void long_answers_are_compressed_for_those_who_ask() throws IOException {
    HttpResponse<byte[]> packed =
        site.sendForBytes(site.to("/api/v1/goats").header("Accept-Encoding", "br, gzip"));
    HttpResponse<String> plain =
        site.send(site.to("/api/v1/goats").header("Accept-Encoding", "gzip;q=0"));

    assertEquals("gzip", packed.headers().firstValue("Content-Encoding").orElse(""));
    assertTrue(packed.body().length < plain.body().length() / 10);
    byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes();
    assertEquals(plain.body(), new String(unpacked, StandardCharsets.UTF_8));
    assertEquals(Optional.empty(), plain.headers().firstValue("Content-Encoding"));
  }

  @Test
  void head_is_get_without_the_body() {
    HttpResponse<String> answer =
        site.send(site.to("/api/v1/goats").method("HEAD", BodyPublishers.noBody()));

    assertEquals(200, answer.statusCode());
    assertEquals("", answer.body());
    assertTrue(Long.parseLong(header(answer, "Content-Length")) > 5000);
  }

  @Test
  void a_stream_is_not_buffered_on_its_way() {
    HttpResponse<String> answer = site.send(site.to("/api/v1/stream"));

    assertEquals("data: one\n\n", answer.body());
    assertEquals("text/event-stream; charset=utf-8", header(answer, "Content-Type"));
    assertEquals("no", header(answer, "X-Accel-Buffering"));
  }

  @Test
  void a_table_of_any_length_comes_whole() {
    HttpResponse<String> answer = site.send(site.to("/api/v1/goats/whole/table"));

    assertEquals("text/csv; charset=utf-8", header(answer, "Content-Type"));
    assertEquals("attachment", header(answer, "Content-Disposition"));
    assertEquals(SmallSite.LINE.repeat(SmallSite.LINES), answer.body());
    assertEquals(404, site.send(site.to("/api/v1/goats/other/table")).statusCode());
  }

  @Test
  void a_table_that_breaks_off_is_not_taken_for_a_whole_one() {
    AssertionError why =
        assertThrows(AssertionError.class, () -> site.send(site.to("/api/v1/goats/torn/table")));

    assertTrue(why.getCause() instanceof IOException, String.valueOf(why.getCause()));
  }

  @Test
  void pages_behind_a_secret_link_are_not_indexed() {
    assertEquals("noindex, nofollow", header(site.send(site.to("/suivi/abc")), "X-Robots-Tag"));
  }

  @Test
  void a_hub_whose_rooms_do_not_keep_the_contract_does_not_start() {
    Vertx vertx = Vertx.vertx();
    Routes room =
        operations -> {
          operations.operation("listGoats", Access.everyone(), r -> Future.failedFuture("no"));
          operations.operation("listGoats", Access.everyone(), r -> Future.failedFuture("no"));
          operations.operation("listSheep", Access.everyone(), r -> Future.failedFuture("no"));
        };

    Exception why = assertThrows(IllegalStateException.class, () -> start(vertx, room));
    String told = String.valueOf(why.getMessage());

    Stream.of(
            "operation addGoat: nobody answers it",
            "operation listSheep: not in the contract",
            "listGoats: declared twice")
        .forEach(it -> assertTrue(told.contains(it), told));
    SmallSite.await(vertx.close());
  }

  private static void start(Vertx vertx, Routes room) throws IOException {
    Contract contract = SmallSite.await(Contract.load(vertx, SmallSite.CONTRACT));
    SmallSite.await(
        vertx.deployVerticle(
            new HttpApi(
                HttpConfig.plain("127.0.0.1", 0),
                contract,
                Declarations.of(List.of(room)),
                request -> Future.succeededFuture(Optional.empty()),
                StaticPages.in(Path.of("nowhere")))));
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
