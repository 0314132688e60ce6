package fr.anima.hub.animals.logbook;

import fr.anima.hub.database.Database;
import fr.anima.hub.people.Viewer;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The logbooks in PostgreSQL. Notes are added and never changed; a correction is a note too. */
final class LogbookStore {
  private static final int MOST = 1_000;

  private static final String NOTES =
      """
      select id, enclosure, happened_at, recorded_at, author_name, text, photo, corrects
        from enclosure_note n
      """;

  private static final String NOTE = NOTES + " where id = $1";

  private static final String NOTES_OF_ENCLOSURE =
      NOTES
          + """
           where enclosure = $1 and happened_at >= $2 and happened_at < $3
             and not exists (select 1 from enclosure_note c where c.corrects = n.id)
           order by happened_at desc, number desc
           limit $4
          """;

  private static final String KEEP =
      """
      insert into enclosure_note (id, enclosure, happened_at, recorded_at, author, author_name,
                                  text, photo, corrects)
      select $1, enclosure.id, $3, $4, $5, $6, $7, $8, $9 from enclosure where enclosure.id = $2
      on conflict (id) do nothing
      """;

  private final Database database;

  LogbookStore(Database database) {
    this.database = database;
  }

  /** What counts of what was noted during a period, newest first, the newest thousand. */
  Future<List<EnclosureNote>> during(String enclosure, Instant from, Instant until) {
    return database
        .client()
        .preparedQuery(NOTES_OF_ENCLOSURE)
        .execute(Tuple.of(enclosure, utc(from), utc(until), MOST))
        .map(LogbookStore::notes);
  }

  /**
   * Keeps a note unless one of that id is there, and answers what is there then; empty when there
   * is no such enclosure. Fails by the database's constraint when its photo or the note it corrects
   * is missing, or was corrected before.
   */
  Future<Optional<EnclosureNote>> keep(
      UUID id, String enclosure, NoteForm form, Viewer who, Instant now) {
    Instant at = form.at().isAfter(now) ? now : form.at();
    return database
        .client()
        .preparedQuery(KEEP)
        .execute(
            Tuple.from(
                Arrays.asList(
                    id,
                    enclosure,
                    utc(at),
                    utc(now),
                    who.person(),
                    who.name(),
                    form.text().orElse(null),
                    form.photo().orElse(null),
                    form.corrects().orElse(null))))
        .compose(kept -> database.client().preparedQuery(NOTE).execute(Tuple.of(id)))
        .map(rows -> notes(rows).stream().findFirst());
  }

  private static List<EnclosureNote> notes(Iterable<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(LogbookStore::note).toList();
  }

  private static EnclosureNote note(Row row) {
    return new EnclosureNote(
        row.getUUID("id"),
        row.getString("enclosure"),
        row.getOffsetDateTime("happened_at").toInstant(),
        row.getOffsetDateTime("recorded_at").toInstant(),
        row.getString("author_name"),
        Optional.ofNullable(row.getString("text")),
        Optional.ofNullable(row.getString("photo")),
        Optional.ofNullable(row.getUUID("corrects")));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
