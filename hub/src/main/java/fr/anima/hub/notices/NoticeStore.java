package fr.anima.hub.notices;

import fr.anima.hub.animals.ConditionsSeries;
import fr.anima.hub.animals.EnclosureStore;
import fr.anima.hub.database.Database;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.SeriesStore.Latest;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.notices.AlertNews.Severity;
import fr.anima.hub.notices.NoticeRules.Occasion;
import fr.anima.hub.notices.NoticeRules.Planned;
import fr.anima.hub.notices.NoticeRules.Subject;
import fr.anima.hub.notices.NoticeText.Reading;
import fr.anima.hub.notices.NoticeText.Surroundings;
import fr.anima.hub.notices.sending.Draft.Cause;
import fr.anima.hub.notices.sending.DraftStore;
import fr.anima.hub.notices.sending.Way;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Alerts that change, and emergencies that nobody answers, become rows of notices: those rows and
 * what is remembered of the alert commit together, so that neither a restart nor the same change
 * again tells anybody twice or not at all.
 */
final class NoticeStore implements Projection<AlertNews> {
  /** Changes that are read so long after they happened are history, such as after an upgrade. */
  private static final Duration NEWS = Duration.ofHours(1);

  /** A history that does not answer must not keep an emergency waiting. */
  private static final int PATIENCE_SECONDS = 2;

  private static final String STATE =
      "select news, rang_at, steps from notice_alert where alert = $1 for update";

  private static final String KEEP_STATE =
      """
      insert into notice_alert (alert, news, told_at, rang_at, steps, escalates_at)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (alert) do update
        set news = excluded.news, told_at = excluded.told_at, rang_at = excluded.rang_at,
            steps = excluded.steps, escalates_at = excluded.escalates_at
      """;

  /** One that another hub is at is its business. */
  private static final String NEXT_ESCALATION =
      """
      select news, rang_at, steps from notice_alert
      where escalates_at <= $1
      order by escalates_at
      limit 1
      for update skip locked
      """;

  private final Database database;
  private final RosterStore roster;
  private final EnclosureStore enclosures;
  private final SeriesStore history;
  private final InstantSource clock;
  private final Notices.Settings settings;
  private final Set<Way> setUp;
  private final DraftStore drafts = new DraftStore();

  NoticeStore(
      Database database,
      RosterStore roster,
      EnclosureStore enclosures,
      SeriesStore history,
      Notices.Settings settings,
      Set<Way> setUp) {
    this.database = database;
    this.roster = roster;
    this.enclosures = enclosures;
    this.history = history;
    this.clock = settings.clock();
    this.settings = settings;
    this.setUp = setUp;
  }

  @Override
  public String name() {
    return "notices";
  }

  @Override
  public Topic<AlertNews> topic() {
    return AlertNews.TOPIC;
  }

  @Override
  public Future<Void> project(List<LogRecord<AlertNews>> batch) {
    Future<Void> done = Future.succeededFuture();
    for (LogRecord<AlertNews> each : batch) {
      done = done.compose(before -> hear(each));
    }
    return done;
  }

  /** Tells the next people of every emergency that waited too long. */
  Future<Void> escalate() {
    return database
        .inTransaction(this::escalateOne)
        .compose(found -> found ? escalate() : Future.succeededFuture());
  }

  /** Warns administrators, once, of a day, today or tomorrow, with hours without anybody. */
  Future<Void> warn() {
    Instant now = clock.instant();
    LocalDate today = now.atZone(settings.zone()).toLocalDate();
    return database.inTransaction(
        transaction ->
            roster
                .crew(transaction, now)
                .compose(
                    crew ->
                        warn(transaction, crew, today)
                            .compose(done -> warn(transaction, crew, today.plusDays(1)))));
  }

  private Future<Void> hear(LogRecord<AlertNews> record) {
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery(STATE)
                .execute(Tuple.of(record.value().id()))
                .compose(rows -> take(transaction, first(rows), record)));
  }

  private Future<Void> take(
      SqlClient transaction, Optional<AlertState> before, LogRecord<AlertNews> record) {
    AlertNews news = record.value();
    Instant now = clock.instant();
    if (before.filter(it -> it.news().version() >= news.version()).isPresent()) {
      return Future.succeededFuture();
    }
    boolean isHistory = record.arrivedAt().plus(NEWS).isBefore(now);
    Optional<Transition> told =
        Transition.between(before.map(AlertState::news), news).filter(it -> !isHistory);
    boolean urgent = news.isUrgent() || before.filter(it -> it.news().isUrgent()).isPresent();
    return keep(transaction, AlertState.after(before, news, told, now))
        .compose(
            kept ->
                told.map(it -> tell(transaction, it, news, urgent, record.arrivedAt()))
                    .orElseGet(() -> hush(transaction, news, now)));
  }

  private Future<Void> hush(SqlClient transaction, AlertNews news, Instant now) {
    return news.isQuiet()
        ? drafts.withdrawHeld(transaction, news.id(), now, "quiet")
        : Future.succeededFuture();
  }

  private Future<Boolean> escalateOne(SqlClient transaction) {
    return transaction
        .preparedQuery(NEXT_ESCALATION)
        .execute(Tuple.of(utc(clock.instant())))
        .compose(
            rows -> {
              Optional<AlertState> found = first(rows);
              Optional<Instant> due = found.flatMap(AlertState::escalatesAt);
              if (found.isEmpty() || due.isEmpty()) {
                return Future.succeededFuture(false);
              }
              AlertState waiting = found.get();
              return keep(transaction, waiting.escalated())
                  .compose(
                      kept ->
                          tell(transaction, waiting.nextStep(), waiting.news(), true, due.get()))
                  .map(true);
            });
  }

  private Future<Void> tell(
      SqlClient transaction, Transition step, AlertNews news, boolean urgent, Instant wantedAt) {
    Instant now = clock.instant();
    UUID alert = news.id();
    Subject subject =
        new Subject(
            new Cause(alert, step.word(), news.version()),
            news.severity(),
            wantedAt,
            settings.address() + "/ferme?alert=" + alert + "#" + news.enclosure());
    return withdrawHeld(transaction, step, alert, now)
        .compose(done -> drafts.told(transaction, alert))
        .map(told -> new Occasion(step, urgent, told, news.given().map(AlertNews.Given::person)))
        .compose(
            occasion ->
                surroundings(news)
                    .compose(
                        around ->
                            roster
                                .crew(transaction, now)
                                .map(crew -> NoticeRules.plan(occasion, crew, setUp, now))
                                .map(
                                    planned ->
                                        subject.drafts(
                                            planned,
                                            settings.zone(),
                                            now,
                                            it -> NoticeText.of(step, news, around, it)))))
        .compose(all -> drafts.add(transaction, all));
  }

  private Future<Void> warn(SqlClient transaction, Crew crew, LocalDate day) {
    Instant now = clock.instant();
    Instant start = day.atStartOfDay(settings.zone()).toInstant();
    Instant end = day.plusDays(1).atStartOfDay(settings.zone()).toInstant();
    List<Roster.Watch> gaps = crew.roster().gaps(start.isAfter(now) ? start : now, end);
    if (gaps.isEmpty()) {
      return Future.succeededFuture();
    }
    Transition step = Transition.NOBODY_ON_CALL;
    UUID id = UUID.nameUUIDFromBytes((step.word() + "/" + day).getBytes(StandardCharsets.UTF_8));
    Subject subject =
        new Subject(
            new Cause(id, step.word(), 0), Severity.ALERTE, now, settings.address() + "/astreinte");
    List<Planned> planned =
        NoticeRules.plan(new Occasion(step, false, Set.of(), Optional.empty()), crew, setUp, now);
    return drafts.add(
        transaction,
        subject.drafts(planned, settings.zone(), now, it -> NoticeText.of(day, gaps, it)));
  }

  private Future<Void> withdrawHeld(
      SqlClient transaction, Transition step, UUID alert, Instant now) {
    return step == Transition.CLEARED || step == Transition.WORSE
        ? drafts.withdrawHeld(transaction, alert, now, step.word())
        : Future.succeededFuture();
  }

  private Future<Void> keep(SqlClient transaction, AlertState state) {
    return transaction
        .preparedQuery(KEEP_STATE)
        .execute(
            Tuple.from(
                Arrays.asList(
                    state.news().id(),
                    Json.object(state.news()),
                    utc(clock.instant()),
                    state.rangAt().map(NoticeStore::utc).orElse(null),
                    state.steps(),
                    state.escalatesAt().map(NoticeStore::utc).orElse(null))))
        .mapEmpty();
  }

  /** The place's name and its newest value; what cannot be known at once is left out. */
  private Future<Surroundings> surroundings(AlertNews news) {
    Future<Optional<Reading>> latest =
        history
            .latest(ConditionsSeries.MEASUREMENT)
            .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .map(all -> reading(all, news))
            .otherwise(Optional.empty());
    return enclosures
        .nameOf(news.enclosure())
        .compose(name -> latest.map(it -> new Surroundings(name.orElse(news.enclosure()), it)));
  }

  private static Optional<Reading> reading(Map<SeriesField, Latest> all, AlertNews news) {
    return news.quantity()
        .map(it -> new SeriesField(ConditionsSeries.MEASUREMENT, news.enclosure(), it))
        .flatMap(it -> Optional.ofNullable(all.get(it)))
        .map(it -> new Reading(it.value(), it.measuredAt()));
  }

  private static Optional<AlertState> first(Iterable<Row> rows) {
    for (Row row : rows) {
      return Optional.of(
          new AlertState(
              Json.read(row.getJsonObject("news").toBuffer().getBytes(), AlertNews.class),
              Optional.ofNullable(row.getOffsetDateTime("rang_at")).map(OffsetDateTime::toInstant),
              row.getInteger("steps")));
    }
    return Optional.empty();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
