package fr.anima.hub.notices;

import fr.anima.hub.animals.EnclosureStore;
import fr.anima.hub.database.Database;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.notices.sending.Carrier;
import fr.anima.hub.notices.sending.NoticeSender;
import fr.anima.hub.notices.sending.SendingStore;
import fr.anima.hub.notices.sending.TrialRoutes;
import fr.anima.hub.notices.sending.Way;
import fr.anima.hub.web.Routes;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The door of this room: its plugs, and what has to be done again and again. */
public final class Notices {
  private final NoticeStore notices;
  private final SendingStore sending;
  private final NoticeSender sender;
  private final List<Routes> routes;
  private final InstantSource clock;

  /** Over an up-to-date schema, with a carrier for each way that is set up. */
  public Notices(
      Database database,
      EnclosureStore enclosures,
      SeriesStore history,
      List<Carrier> carriers,
      MeterRegistry meters,
      Settings settings) {
    Set<Way> setUp = EnumSet.noneOf(Way.class);
    carriers.forEach(it -> setUp.add(it.way()));
    RosterStore roster = new RosterStore(database, settings.zone());
    this.clock = settings.clock();
    this.sending = new SendingStore(database);
    this.sender = new NoticeSender(sending, carriers, clock, meters);
    this.notices = new NoticeStore(database, roster, enclosures, history, settings, setUp);
    this.routes =
        List.of(
            new RosterRoutes(roster, settings),
            new NoticesRoutes(sending, new PreferenceStore(database), setUp, clock),
            new TrialRoutes(database, setUp, clock, settings.address()));
  }

  /** Reads the changes of alerts. */
  public Projection<?> projection() {
    return notices;
  }

  /** What keepers and administrators may ask. */
  public List<Routes> routes() {
    return routes;
  }

  /** Escalates what waited too long and sends what is due; meant for every second. */
  public Future<Void> look() {
    return notices.escalate().eventually(sender::send);
  }

  /** Warns of days without anybody on call and forgets what is old; meant for every minute. */
  public Future<Void> lookAhead() {
    return notices.warn().eventually(() -> sending.forget(clock.instant()));
  }

  /** Why notices wait at present, in words; empty when they do not. */
  public Future<Optional<String>> trouble() {
    return sender.trouble();
  }

  /**
   * What the site has decided.
   *
   * @param address where browsers find the hub, for links
   */
  public record Settings(InstantSource clock, ZoneId zone, String address) {}
}
