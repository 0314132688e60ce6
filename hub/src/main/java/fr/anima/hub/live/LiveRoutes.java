package fr.anima.hub.live;

import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.EventSink;
import fr.anima.hub.web.Identity;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Opens streams, to those who may listen to all they ask for. */
public final class LiveRoutes implements Routes {
  private final LiveFeed feed;
  private final Identity identity;

  /** With whoever tells, again and again, whose session it is. */
  public LiveRoutes(LiveFeed feed, Identity identity) {
    this.feed = feed;
    this.identity = identity;
  }

  @Override
  public void declare(Operations operations) {
    operations.stream("openStream", Role.anyone(), this::open);
  }

  private Optional<Answer> open(Request request, EventSink sink) {
    Viewer viewer = Viewer.of(request);
    List<Channel> wanted = new ArrayList<>();
    for (String name : new LinkedHashSet<>(List.of(request.parameter("topics").split(",", -1)))) {
      Optional<Channel> channel = feed.channel(name);
      if (channel.isEmpty()) {
        return refused(Problem.of(400, "invalid-request", "topics: there is no " + name));
      }
      if (!channel.get().access().admits(Optional.of(viewer))) {
        return refused(
            Problem.of(403, "not-yours", name + " is for: " + channel.get().access().words()));
      }
      wanted.add(channel.get());
    }
    if (!feed.hasRoom()) {
      return Optional.of(
          Answer.problem(Problem.of(503, "too-many-streams", "come back in a minute"))
              .with("Retry-After", "60"));
    }
    feed.open(
        wanted,
        sink,
        new CheckedSession(request, viewer),
        request.header("Last-Event-ID").orElse(""));
    return Optional.empty();
  }

  private static Optional<Answer> refused(Problem problem) {
    return Optional.of(Answer.problem(problem.at("topics")));
  }

  /** Asks again with the same request: another role or merchant is another session. */
  private final class CheckedSession implements Subscription.Session {
    private final Request request;
    private final Viewer viewer;

    CheckedSession(Request request, Viewer viewer) {
      this.request = request;
      this.viewer = viewer;
    }

    @Override
    public Viewer viewer() {
      return viewer;
    }

    @Override
    public Future<Boolean> check() {
      return identity
          .of(request)
          .map(
              now ->
                  now.filter(Viewer.class::isInstance)
                      .map(Viewer.class::cast)
                      .filter(it -> it.person().equals(viewer.person()))
                      .filter(it -> it.role() == viewer.role())
                      .filter(it -> it.scope().equals(viewer.scope()))
                      .isPresent());
    }
  }
}
