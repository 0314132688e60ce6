package fr.anima.hub.notices.sending;

import fr.anima.hub.database.Database;
import fr.anima.hub.notices.sending.Draft.Cause;
import fr.anima.hub.notices.sending.Draft.Times;
import fr.anima.hub.notices.sending.Draft.To;
import fr.anima.hub.notices.sending.Letter.Text;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody tries a way of theirs: a notice like any other, written for them alone, so that what
 * arrives, or why it does not, is what would become of an alert.
 */
public final class TrialRoutes implements Routes {
  private static final String LANGUAGE =
      """
      select coalesce(language, 'fr') as language
      from person left join notice_preference on notice_preference.person = person.id
      where person.id = $1 and person.disabled_at is null
      """;

  private final Database database;
  private final Set<Way> setUp;
  private final InstantSource clock;
  private final String address;
  private final DraftStore drafts = new DraftStore();

  /**
   * Over an up-to-date schema.
   *
   * @param address where browsers find the hub
   */
  public TrialRoutes(Database database, Set<Way> setUp, InstantSource clock, String address) {
    this.database = database;
    this.setUp = setUp;
    this.clock = clock;
    this.address = address;
  }

  @Override
  public void declare(Operations operations) {
    operations.operation("tryWay", Role.only(Role.KEEPER, Role.ADMIN), this::tryOut);
  }

  private Future<Answer> tryOut(Request request) {
    Way way = Way.ofWord(request.body().getString("way"));
    if (!setUp.contains(way)) {
      return Future.succeededFuture(
          Answer.problem(Problem.of(409, "way-not-set-up", "this hub sends nothing by " + way)));
    }
    UUID person = Viewer.of(request).person();
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery(LANGUAGE)
                .execute(Tuple.of(person))
                .compose(
                    rows -> {
                      for (Row row : rows) {
                        Draft trial = trial(person, way, row.getString("language"));
                        return drafts.add(transaction, List.of(trial)).map(Answer.nothing());
                      }
                      return Future.succeededFuture(Answer.problem(Problem.notFound("account")));
                    }));
  }

  /** One a minute for each way: the key of a second one is the first one's. */
  private Draft trial(UUID person, Way way, String language) {
    Instant now = clock.instant();
    String minute = person + "/" + way + "/" + now.truncatedTo(ChronoUnit.MINUTES);
    UUID subject = UUID.nameUUIDFromBytes(minute.getBytes(StandardCharsets.UTF_8));
    return new Draft(
        new Cause(subject, "trial", 0),
        new To(person, language, Optional.of(way)),
        text(language),
        new Times(now, now, now),
        Optional.empty());
  }

  private Text text(String language) {
    String link = address + "/astreinte";
    return language.equals("fr")
        ? new Text("attention", "Essai d’Anima", "Les alertes arrivent par ce chemin.", link)
        : new Text("attention", "A trial of Anima", "Alerts arrive by this way.", link);
  }
}
