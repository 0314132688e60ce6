package fr.anima.hub.animals.care;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.Doubt;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.animals.care.Life.FalseAlarm;
import fr.anima.hub.animals.care.Life.Given;
import fr.anima.hub.animals.care.Life.Grade;
import fr.anima.hub.animals.care.Life.Quiet;
import fr.anima.hub.animals.care.Life.Remedy;
import fr.anima.hub.animals.care.Life.Settled;
import fr.anima.hub.animals.care.Life.Taken;
import fr.anima.hub.animals.care.Life.Why;
import fr.anima.wire.Quantity;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** How the stores of this room write an alert into a row and read it back. */
final class AlertRowStore {
  static final String COLUMNS =
      """
      id, kind, enclosure, quantity, station, side, severity, raise_at, since, raised_at, value,
      doubt, detail, missing, cleared_at, part_of, regraded_at, acknowledged_at, acknowledged_by,
      acknowledged_by_person, note, quiet_why, quiet_until, quiet_by, quiet_reason, given_to,
      given_name, given_by, given_at, settled_as, settled_by, settled_at, settled_note,
      settled_photo, false_alarm_by, false_alarm_at, false_alarm_reason, closed_at, raises, latched,
      version
      """;

  /** Takes {@link #beginning}. */
  static final String KEEP =
      """
      insert into alert (id, kind, enclosure, quantity, station, side, severity, raise_at, since,
                         raised_at, value, doubt, detail, missing, cleared_at, part_of, latched)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
              $15, $16, $17)
      on conflict (id) do nothing
      returning
      """
          + COLUMNS;

  /** Takes {@link #life}; the version of an alert that nobody heard of yet stays. */
  static final String LIVE =
      """
      update alert
         set severity = $2, regraded_at = $3, raise_at = $28, value = $29, latched = $31,
             part_of = $5, acknowledged_at = $6,
             cleared_at = case when $4::timestamptz is null then null
                               else greatest($4::timestamptz, raised_at) end,
             acknowledged_by_person = $7, acknowledged_by = $8, note = $9, quiet_why = $10,
             quiet_until = $11, quiet_by = $12, quiet_reason = $13, given_to = $14,
             given_name = $15, given_by = $16, given_at = $17, settled_as = $18,
             settled_by = $19, settled_at = $20, settled_note = $21, settled_photo = $30,
             false_alarm_by = $22, false_alarm_at = $23, false_alarm_reason = $24, closed_at = $25,
             raises = $26, version = version + $27
       where id = $1
      returning
      """
          + COLUMNS;

  private AlertRowStore() {}

  static Tuple beginning(AlertSignal signal) {
    Beginning it = signal.alert();
    return Tuple.from(
        Arrays.asList(
            it.id(),
            word(it.kind()),
            it.enclosure(),
            it.quantity().map(Quantity::word).orElse(null),
            it.station().orElse(null),
            it.side().map(AlertRowStore::word).orElse(null),
            word(it.severity()),
            number(it.raiseAt()),
            utc(it.since()),
            utc(it.raisedAt()),
            number(it.value()),
            it.doubt().map(AlertRowStore::word).orElse(null),
            it.detail().orElse(null),
            it.missing().stream().map(Quantity::word).toArray(String[]::new),
            signal.clearedAt().map(at -> utc(later(at, it.raisedAt()))).orElse(null),
            signal.partOf().orElse(null),
            it.latched()));
  }

  static Tuple life(UUID alert, Life it, boolean isNews) {
    return Tuple.from(
        Arrays.asList(
            alert,
            word(it.severity()),
            utc(it.grade().since()),
            utc(it.clearedAt()),
            it.partOf().orElse(null),
            utc(it.taken().map(Taken::at)),
            it.taken().map(Taken::person).orElse(null),
            it.taken().map(Taken::by).orElse(null),
            it.taken().flatMap(Taken::note).orElse(null),
            it.quiet().map(Quiet::why).map(AlertRowStore::word).orElse(null),
            utc(it.quiet().map(Quiet::until)),
            it.quiet().flatMap(Quiet::by).orElse(null),
            it.quiet().flatMap(Quiet::reason).orElse(null),
            it.given().map(Given::person).orElse(null),
            it.given().map(Given::to).orElse(null),
            it.given().map(Given::by).orElse(null),
            utc(it.given().map(Given::at)),
            it.settled().map(Settled::remedy).map(AlertRowStore::word).orElse(null),
            it.settled().map(Settled::by).orElse(null),
            utc(it.settled().map(Settled::at)),
            it.settled().flatMap(Settled::note).orElse(null),
            it.falseAlarm().map(FalseAlarm::by).orElse(null),
            utc(it.falseAlarm().map(FalseAlarm::at)),
            it.falseAlarm().map(FalseAlarm::reason).orElse(null),
            utc(it.closedAt()),
            it.raises().isPresent() ? (Integer) it.raises().getAsInt() : null,
            isNews ? 1L : 0L,
            number(it.grade().raiseAt()),
            number(it.grade().value()),
            it.settled().flatMap(Settled::photo).orElse(null),
            it.grade().latched()));
  }

  static List<Alert> alerts(Iterable<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(AlertRowStore::alert).toList();
  }

  static Alert alert(Row row) {
    Life life = life(row);
    return new Alert(
        row.getUUID("id"),
        constant(AlertKind.class, row.getString("kind")),
        row.getString("enclosure"),
        Optional.ofNullable(row.getString("quantity")).map(Quantity::ofWord),
        Optional.ofNullable(row.getString("station")),
        Optional.ofNullable(row.getString("side")).map(it -> constant(Side.class, it)),
        life.severity(),
        Alert.State.of(life.isOver(), life.taken().isPresent()),
        number(row, "raise_at"),
        row.getOffsetDateTime("since").toInstant(),
        row.getOffsetDateTime("raised_at").toInstant(),
        number(row, "value"),
        Optional.ofNullable(row.getString("doubt")).map(it -> constant(Doubt.class, it)),
        Optional.ofNullable(row.getString("detail")),
        Stream.of(row.getArrayOfStrings("missing")).map(Quantity::ofWord).toList(),
        life.clearedAt(),
        life.partOf(),
        life.taken().map(Taken::at),
        life.taken().map(Taken::by),
        life.taken().flatMap(Taken::note),
        life.quiet(),
        life.given(),
        life.settled(),
        life.falseAlarm(),
        life.closedAt(),
        life.raises(),
        life.grade().latched(),
        row.getLong("version"));
  }

  static Life life(Row row) {
    return new Life(
        new Grade(
            constant(Severity.class, row.getString("severity")),
            number(row, "raise_at"),
            number(row, "value"),
            instant(row, "regraded_at"),
            row.getBoolean("latched")),
        instant(row, "cleared_at"),
        Optional.ofNullable(row.getUUID("part_of")),
        instant(row, "acknowledged_at").map(at -> taken(row, at)),
        quiet(row),
        instant(row, "given_at")
            .map(
                at ->
                    new Given(
                        row.getUUID("given_to"),
                        row.getString("given_name"),
                        row.getString("given_by"),
                        at)),
        instant(row, "settled_at").map(at -> settled(row, at)),
        instant(row, "false_alarm_at")
            .map(
                at ->
                    new FalseAlarm(
                        row.getString("false_alarm_by"), at, row.getString("false_alarm_reason"))),
        instant(row, "closed_at"),
        raises(row));
  }

  private static OptionalInt raises(Row row) {
    Integer raises = row.getInteger("raises");
    return raises == null ? OptionalInt.empty() : OptionalInt.of(raises);
  }

  private static Taken taken(Row row, Instant at) {
    return new Taken(
        row.getUUID("acknowledged_by_person"),
        row.getString("acknowledged_by"),
        at,
        Optional.ofNullable(row.getString("note")));
  }

  private static Optional<Quiet> quiet(Row row) {
    return instant(row, "quiet_until")
        .map(
            until ->
                new Quiet(
                    constant(Why.class, row.getString("quiet_why")),
                    until,
                    Optional.ofNullable(row.getString("quiet_by")),
                    Optional.ofNullable(row.getString("quiet_reason"))));
  }

  private static Settled settled(Row row, Instant at) {
    return new Settled(
        constant(Remedy.class, row.getString("settled_as")),
        row.getString("settled_by"),
        at,
        Optional.ofNullable(row.getString("settled_note")),
        Optional.ofNullable(row.getString("settled_photo")));
  }

  /** As in the contract and in the tables. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  static @Nullable OffsetDateTime utc(Optional<Instant> at) {
    return at.map(AlertRowStore::utc).orElse(null);
  }

  static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }

  private static OptionalDouble number(Row row, String column) {
    Double value = row.getDouble(column);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
