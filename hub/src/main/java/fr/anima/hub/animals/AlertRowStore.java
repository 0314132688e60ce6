package fr.anima.hub.animals;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.Doubt;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** How {@link AlertStore} writes an alert into a row and reads it back. */
final class AlertRowStore {
  static final String COLUMNS =
      """
      id, kind, enclosure, quantity, station, side, severity, raise_at, since, raised_at, value,
      doubt, detail, missing, cleared_at, part_of, acknowledged_at, acknowledged_by,
      acknowledged_by_person, note, version
      """;

  /** Takes {@link #tuple}. */
  static final String KEEP =
      """
      insert into alert (id, kind, enclosure, quantity, station, side, severity, raise_at, since,
                         raised_at, value, doubt, detail, missing, cleared_at, part_of)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
              $15, $16)
      on conflict (id) do nothing
      returning
      """
          + COLUMNS;

  private AlertRowStore() {}

  static Tuple tuple(AlertSignal signal) {
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
            signal.partOf().orElse(null)));
  }

  static List<Alert> alerts(Iterable<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(AlertRowStore::alert).toList();
  }

  static Alert alert(Row row) {
    Optional<Instant> cleared = instant(row, "cleared_at");
    Optional<Instant> acknowledged = instant(row, "acknowledged_at");
    return new Alert(
        row.getUUID("id"),
        constant(AlertKind.class, row.getString("kind")),
        row.getString("enclosure"),
        Optional.ofNullable(row.getString("quantity")).map(Quantity::ofWord),
        Optional.ofNullable(row.getString("station")),
        Optional.ofNullable(row.getString("side")).map(it -> constant(Side.class, it)),
        constant(Severity.class, row.getString("severity")),
        Alert.State.of(cleared.isPresent(), acknowledged.isPresent()),
        number(row, "raise_at"),
        row.getOffsetDateTime("since").toInstant(),
        row.getOffsetDateTime("raised_at").toInstant(),
        number(row, "value"),
        Optional.ofNullable(row.getString("doubt")).map(it -> constant(Doubt.class, it)),
        Optional.ofNullable(row.getString("detail")),
        Stream.of(row.getArrayOfStrings("missing")).map(Quantity::ofWord).toList(),
        cleared,
        Optional.ofNullable(row.getUUID("part_of")),
        acknowledged,
        Optional.ofNullable(row.getString("acknowledged_by")),
        Optional.ofNullable(row.getString("note")),
        row.getLong("version"));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? (Double) value.getAsDouble() : null;
  }

  private static OptionalDouble number(Row row, String column) {
    Double value = row.getDouble(column);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
