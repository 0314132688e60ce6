package fr.anima.hub.web.pages;

import fr.anima.hub.web.AcceptedEncodings;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The dashboard as it was built, by the paths under which browsers ask for it. The files are listed
 * once, at the start: whatever is not in the list does not exist.
 */
public final class StaticPages {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final Map<String, Page> pages;

  private StaticPages(Map<String, Page> pages) {
    this.pages = Map.copyOf(pages);
  }

  /**
   * Lists a directory; none when it is not there. Blocks; meant for the start.
   *
   * @throws IOException when a file in it cannot be read
   */
  public static StaticPages in(Path directory) throws IOException {
    Map<Path, StaticFile> files = new HashMap<>();
    if (Files.isDirectory(directory)) {
      try (Stream<Path> found = Files.walk(directory)) {
        List<Path> regular =
            found.filter(it -> Files.isRegularFile(it, LinkOption.NOFOLLOW_LINKS)).toList();
        for (Path path : regular) {
          files.put(directory.relativize(path), StaticFile.read(path));
        }
      }
    }
    Map<String, Page> pages = new HashMap<>();
    for (Map.Entry<Path, StaticFile> file : files.entrySet()) {
      pages.put(asked(file.getKey()), Page.of(file.getKey(), file.getValue(), files));
    }
    return new StaticPages(pages);
  }

  /** Whether nothing was built. */
  public boolean isEmpty() {
    return pages.isEmpty();
  }

  /** The built document of a page, for a room that fills in its own part. */
  public Optional<String> page(String name) {
    return Optional.ofNullable(pages.get("/" + name)).flatMap(Page::document);
  }

  /** Every built document, HTML by the path under which it is asked for. */
  public Map<String, String> documents() {
    Map<String, String> documents = new TreeMap<>();
    pages.forEach((path, page) -> page.document().ifPresent(it -> documents.put(path, it)));
    return documents;
  }

  /** Sends the file of a request's path, if there is one. */
  public boolean send(RoutingContext context) {
    Optional<Page> page = Optional.ofNullable(pages.get(context.normalizedPath()));
    page.ifPresent(it -> send(context, it));
    return page.isPresent();
  }

  /** {@code index.html} is its directory, {@code x.html} is {@code x}; others are themselves. */
  private static String asked(Path relative) {
    String path = "/" + relative.toString().replace('\\', '/');
    if (path.endsWith("/index.html")) {
      String directory = path.substring(0, path.length() - "/index.html".length());
      return directory.isEmpty() ? "/" : directory;
    }
    return path.endsWith(".html") ? path.substring(0, path.length() - ".html".length()) : path;
  }

  private static void send(RoutingContext context, Page page) {
    StaticFile whole = page.whole();
    HttpServerRequest request = context.request();
    HttpServerResponse response = context.response();
    String range = Optional.ofNullable(request.getHeader("Range")).orElse("");
    boolean partial = !range.isEmpty() && ifRangeHolds(request, whole);
    StaticFile file = partial ? whole : variant(request, response, page);
    response.headers().set("Content-Type", whole.type());
    response.headers().set("Accept-Ranges", "bytes");
    response.headers().set("Vary", "Accept-Encoding");
    response.headers().set("ETag", file.tag());
    response
        .headers()
        .set(
            "Cache-Control",
            context.normalizedPath().startsWith("/assets/") ? FOR_EVER : "no-cache");
    String known = Optional.ofNullable(request.getHeader("If-None-Match")).orElse("");
    if (known.contains(file.tag()) || known.strip().equals("*")) {
      response.setStatusCode(304).end();
    } else if (partial) {
      ByteRange.asked(range, file.length())
          .ifPresentOrElse(it -> sendPart(context, file, it), () -> sendAll(context, file));
    } else {
      sendAll(context, file);
    }
  }

  private static boolean ifRangeHolds(HttpServerRequest request, StaticFile file) {
    return Optional.ofNullable(request.getHeader("If-Range")).map(file.tag()::equals).orElse(true);
  }

  private static StaticFile variant(
      HttpServerRequest request, HttpServerResponse response, Page page) {
    AcceptedEncodings accepted = AcceptedEncodings.of(request.getHeader("Accept-Encoding"));
    for (Map.Entry<String, StaticFile> packed : page.packed().entrySet()) {
      if (accepted.accepts(packed.getKey())) {
        response.headers().set("Content-Encoding", packed.getKey());
        return packed.getValue();
      }
    }
    return page.whole();
  }

  private static void sendPart(RoutingContext context, StaticFile file, ByteRange.Asked asked) {
    HttpServerResponse response = context.response();
    if (asked.range().isEmpty()) {
      response.headers().set("Content-Range", "bytes */" + file.length());
      response.setStatusCode(416).end();
      return;
    }
    ByteRange range = asked.range().get();
    response
        .headers()
        .set("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + file.length());
    response.setStatusCode(206);
    sendBytes(context, file, range);
  }

  private static void sendAll(RoutingContext context, StaticFile file) {
    sendBytes(context, file, new ByteRange(0, file.length() - 1));
  }

  private static void sendBytes(RoutingContext context, StaticFile file, ByteRange range) {
    HttpServerResponse response = context.response();
    response.headers().set("Content-Length", String.valueOf(range.length()));
    if (HttpMethod.HEAD.equals(context.request().method()) || range.length() == 0) {
      response.end();
    } else {
      response
          .sendFile(file.path().toString(), range.first(), range.length())
          .onFailure(why -> response.reset());
    }
  }

  /**
   * A file, its compressed twins from the smallest on, and its text when it is a document.
   *
   * @param packed by content coding
   */
  private record Page(
      StaticFile whole, SortedMap<String, StaticFile> packed, Optional<String> document) {
    static Page of(Path path, StaticFile whole, Map<Path, StaticFile> all) throws IOException {
      SortedMap<String, StaticFile> packed = new TreeMap<>();
      add(packed, "br", all.get(Path.of(path + ".br")));
      add(packed, "gzip", all.get(Path.of(path + ".gz")));
      Optional<String> document =
          path.toString().endsWith(".html")
              ? Optional.of(Files.readString(whole.path(), StandardCharsets.UTF_8))
              : Optional.empty();
      return new Page(whole, packed, document);
    }

    private static void add(
        Map<String, StaticFile> packed, String coding, @Nullable StaticFile file) {
      if (file != null) {
        packed.put(coding, file);
      }
    }
  }
}
