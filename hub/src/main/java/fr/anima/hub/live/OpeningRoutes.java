package fr.anima.hub.live;

import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages that bring the first words of their stream: on a slow line the two questions that a page
 * asks once its scripts run (who am I, how are things) cost it a second. A built page wants that
 * when it has the element {@code <script type="application/json" id="opening"
 * data-topics="..."></script>}, whose text becomes {@code {"session": {...}, "messages": [...]}}:
 * the contract's Viewer, and what the stream of these topics says first. It stays empty for whoever
 * may not listen, and whenever the page would have to wait or to grow for it.
 */
public final class OpeningRoutes implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(OpeningRoutes.class);
  private static final Pattern PLACE =
      Pattern.compile(
          "<script type=\"application/json\" id=\"opening\" data-topics=\"([^\"]*)\">(?=</script>)");
  private static final int MOST_CHARACTERS = 96 * 1024;
  private static final int PATIENCE_MILLIS = 500;

  private final LiveFeed feed;
  private final Map<String, String> documents;
  private final Function<Viewer, JsonObject> session;

  /**
   * Over the built pages.
   *
   * @param documents HTML by path
   * @param session a viewer as the contract's Viewer
   */
  public OpeningRoutes(
      LiveFeed feed, Map<String, String> documents, Function<Viewer, JsonObject> session) {
    this.feed = feed;
    this.documents = documents;
    this.session = session;
  }

  /**
   * Declares each page that wants it.
   *
   * @throws IllegalStateException when one names a topic that no room has
   */
  @Override
  public void declare(Operations operations) {
    documents.forEach(
        (path, html) -> {
          Matcher place = PLACE.matcher(html);
          if (place.find()) {
            Page page = new Page(html.substring(0, place.end()), html.substring(place.end()), path);
            List<Channel> channels = channels(path, place.group(1));
            operations.page(path, Access.everyone(), request -> open(request, page, channels));
          }
        });
  }

  private List<Channel> channels(String path, String topics) {
    return Arrays.stream(topics.split(",", -1))
        .map(
            topic ->
                feed.channel(topic)
                    .orElseThrow(
                        () ->
                            new IllegalStateException(
                                "the page "
                                    + path
                                    + " opens with "
                                    + topic
                                    + ": no room has that topic; correct its data-topics")))
        .toList();
  }

  private Future<Answer> open(Request request, Page page, List<Channel> channels) {
    Optional<Viewer> viewer =
        request
            .caller()
            .filter(Viewer.class::isInstance)
            .map(Viewer.class::cast)
            .filter(it -> isVisit(request))
            .filter(it -> channels.stream().allMatch(c -> c.access().admits(Optional.of(it))));
    return viewer
        .map(
            it ->
                messages(channels, it)
                    .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .map(said -> page.with(opening(it, said)))
                    .otherwise(why -> unopened(page, why)))
        .orElseGet(() -> Future.succeededFuture(page.bare()));
  }

  /** A worker that fetches the page to keep it says so; what it keeps must not grow old. */
  private static boolean isVisit(Request request) {
    return request.header("Sec-Fetch-Mode").map("navigate"::equals).orElse(true);
  }

  private Future<JsonArray> messages(List<Channel> channels, Viewer viewer) {
    List<Future<List<JsonObject>>> all = channels.stream().map(it -> it.snapshot(viewer)).toList();
    return Future.all(all)
        .map(
            done -> {
              JsonArray messages = new JsonArray();
              for (int i = 0; i < all.size(); i++) {
                messages.add(feed.snapshot(channels.get(i), all.get(i).result()));
              }
              return messages;
            });
  }

  private String opening(Viewer viewer, JsonArray messages) {
    JsonObject opening =
        new JsonObject().put("session", session.apply(viewer)).put("messages", messages);
    // A name may hold "</script>": nothing in the text may look like markup.
    return opening.encode().replace("<", "\\u003c");
  }

  private static Answer unopened(Page page, Throwable why) {
    LOG.warn("page sent without its first words path={} reason={}", page.path(), why.toString());
    return page.bare();
  }

  /** A document around the text of its opening. */
  private record Page(String before, String after, String path) {
    Answer bare() {
      return Answer.html(200, before + after).with("Cache-Control", "no-cache");
    }

    Answer with(String opening) {
      return opening.length() > MOST_CHARACTERS
          ? bare()
          : Answer.html(200, before + opening + after);
    }
  }
}
