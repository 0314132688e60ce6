package fr.anima.hub.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.web.pages.StaticPages;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticPagesTest {
  private static final String SECRET = "the operator's token";

  @TempDir private static Path data;
  private static Path files;
  private static SmallSite site;

  @BeforeAll
  static void open() throws IOException {
    files = Files.createDirectories(data.resolve("dist"));
    Files.createDirectories(files.resolve("assets"));
    Files.writeString(data.resolve("operator-token"), SECRET);
    Files.writeString(files.resolve("index.html"), "<h1>Anima</h1>");
    Files.writeString(files.resolve("ferme.html"), "<h1>Ferme</h1>");
    Files.writeString(files.resolve("ferme.html.br"), "brotli");
    Files.writeString(files.resolve("ferme.html.gz"), "gzip");
    Files.writeString(files.resolve("suivi.html"), "<main><!--tracking--></main>");
    Files.writeString(files.resolve("assets/app-4f2a.js"), "0123456789");
    Files.writeString(files.resolve("empty.txt"), "");
    Files.createSymbolicLink(files.resolve("link"), data.resolve("operator-token"));
    site = new SmallSite(files);
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html; charset=utf-8, no-cache",
    "/ferme, text/html; charset=utf-8, no-cache",
    "/assets/app-4f2a.js, text/javascript; charset=utf-8, 'public, max-age=31536000, immutable'",
    "/empty.txt, text/plain; charset=utf-8, no-cache",
  })
  void files_are_found_under_the_paths_people_type(String path, String type, String caching) {
    HttpResponse<String> answer = site.send(site.to(path));

    assertEquals(200, answer.statusCode());
    assertEquals(type, header(answer, "Content-Type"));
    assertEquals(caching, header(answer, "Cache-Control"));
  }

  @ParameterizedTest
  @CsvSource({
    "'gzip, br', br, brotli",
    "gzip, gzip, gzip",
    "'br;q=0, gzip', gzip, gzip",
    "identity, '', <h1>Ferme</h1>",
  })
  void the_compressed_twin_is_sent_to_those_who_take_it(String takes, String gets, String body) {
    HttpResponse<String> answer = site.send(site.to("/ferme").header("Accept-Encoding", takes));

    assertEquals(gets, header(answer, "Content-Encoding"));
    assertEquals(body, answer.body());
    assertEquals("text/html; charset=utf-8", header(answer, "Content-Type"));
    assertEquals("Accept-Encoding", header(answer, "Vary"));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 206, 0123, bytes 0-3/10",
    "bytes=4-, 206, 456789, bytes 4-9/10",
    "bytes=-3, 206, 789, bytes 7-9/10",
    "bytes=8-99, 206, 89, bytes 8-9/10",
    "bytes=10-, 416, '', bytes */10",
    "bytes=-0, 416, '', bytes */10",
    "bytes=5-2, 200, 0123456789, ''",
    "'bytes=0-1,3-4', 200, 0123456789, ''",
    "lines=1-2, 200, 0123456789, ''",
  })
  void a_part_of_a_file_can_be_asked_for(String range, int status, String body, String part) {
    HttpResponse<String> answer = site.send(site.to("/assets/app-4f2a.js").header("Range", range));

    assertEquals(status, answer.statusCode());
    assertEquals(body, answer.body());
    assertEquals(part, header(answer, "Content-Range"));
  }

  @Test
  void a_part_of_another_version_is_not_mixed_in() {
    HttpResponse<String> answer =
        site.send(
            site.to("/assets/app-4f2a.js").header("Range", "bytes=0-3").header("If-Range", "\"x\""));

    assertEquals(200, answer.statusCode());
  }

  @Test
  void each_variant_has_a_tag_of_its_own_and_is_sent_once() {
    String plain = header(site.send(site.to("/ferme")), "ETag");
    String packed = header(site.send(site.to("/ferme").header("Accept-Encoding", "br")), "ETag");

    assertFalse(plain.equals(packed));
    assertEquals(
        304, site.send(site.to("/ferme").header("If-None-Match", plain)).statusCode());
  }

  @Test
  void no_path_leads_out_of_the_directory() throws IOException {
    List<String> targets =
        List.of("operator-token", "etc/passwd", "dist/../operator-token", "link", "link/");
    List<String> ups =
        List.of(
            "../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "....//", "..;/", "%252e%252e/",
            "%c0%ae%c0%ae/", "%2e./", ".%2e/", "//", "/./", "%00/", "..%00/", "..%u2215",
            "assets/../../", "assets/..%2f..%2f", "file:///", "~/");
    List<String> paths = new ArrayList<>();
    for (String target : targets) {
      for (String up : ups) {
        for (int depth = 0; depth <= 6; depth++) {
          paths.add("/" + up.repeat(depth) + target);
          paths.add("/assets/" + up.repeat(depth) + target);
        }
      }
    }

    for (String path : paths) {
      String answer =
          site.raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertFalse(answer.startsWith("HTTP/1.1 200"), path);
      assertFalse(answer.contains(SECRET) || answer.contains("root:"), path);
      assertFalse(answer.startsWith("HTTP/1.1 5"), path + answer);
    }
    assertTrue(paths.size() > 1_000);
  }

  @Test
  void a_page_can_be_filled_in_by_a_room() throws IOException {
    StaticPages pages = StaticPages.in(files);

    assertEquals(Optional.of("<main><!--tracking--></main>"), pages.page("suivi"));
    assertEquals(Optional.empty(), pages.page("nowhere"));
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
