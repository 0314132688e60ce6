package fr.anima.hub.photos;

import fr.anima.hub.database.Database;
import fr.anima.hub.people.Viewer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The photos in PostgreSQL, so that backup and restore have them with what they belong to. They
 * stay as long as that, which is for good; what nothing refers to goes a day after it was sent
 * last.
 */
public final class PhotoStore {
  private static final Duration UNCLAIMED = Duration.ofDays(1);

  /** Its day begins anew: whoever sends it again is about to refer to it. */
  private static final String SENT_AGAIN =
      """
      update photo set sent_at = greatest(photo.sent_at, $2)
        from photo_upload
       where photo_upload.hash = $1 and photo_upload.photo = photo.id
      returning photo.id, photo.width_pixels, photo.height_pixels
      """;

  private static final String KEPT =
      """
      select (select coalesce(sum(bytes), 0) from photo)::bigint as bytes,
             (select count(*) from photo_upload where author = $1 and sent_at > $2) as of_person
      """;

  private static final String KEEP =
      """
      insert into photo (id, jpeg, bytes, width_pixels, height_pixels, sent_at)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (id) do update set sent_at = excluded.sent_at
      """;

  private static final String KEEP_UPLOAD =
      """
      insert into photo_upload (hash, photo, author, author_name, sent_at)
      values ($1, $2, $3, $4, $5)
      on conflict (hash) do nothing
      """;

  private static final String JPEG = "select jpeg from photo where id = $1";

  private static final String FORGET_UNCLAIMED =
      """
      delete from photo
       where sent_at < $1
         and not exists (select 1 from alert_deed where alert_deed.photo = photo.id)
         and not exists (select 1 from animal_event where animal_event.photo = photo.id)
         and not exists (select 1 from enclosure_note where enclosure_note.photo = photo.id)
      """;

  private final Database database;
  private final InstantSource clock;

  /** Over a migrated database. */
  public PhotoStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Forgets what was sent and never referred to. */
  public Future<Void> tidy() {
    return database
        .client()
        .preparedQuery(FORGET_UNCLAIMED)
        .execute(Tuple.of(utc(clock.instant().minus(UNCLAIMED))))
        .mapEmpty();
  }

  /** What is told of a photo to whoever sent it. */
  record Receipt(String id, int widthPixels, int heightPixels) {
    static Receipt of(Photo photo) {
      return new Receipt(photo.id(), photo.widthPixels(), photo.heightPixels());
    }
  }

  /** What became of the bytes of that hash when they were sent before. */
  Future<Optional<Receipt>> sentBefore(String hash) {
    return database
        .client()
        .preparedQuery(SENT_AGAIN)
        .execute(Tuple.of(hash, utc(clock.instant())))
        .map(
            rows ->
                first(rows)
                    .map(
                        row ->
                            new Receipt(
                                row.getString("id"),
                                row.getInteger("width_pixels"),
                                row.getInteger("height_pixels"))));
  }

  Future<Shelf.Kept> kept(Viewer who) {
    Instant since = clock.instant().minus(Duration.ofDays(1));
    return database
        .client()
        .preparedQuery(KEPT)
        .execute(Tuple.of(who.person(), utc(since)))
        .map(rows -> rows.iterator().next())
        .map(row -> new Shelf.Kept(row.getLong("bytes"), row.getLong("of_person")));
  }

  /** Keeps what was made of the bytes of that hash; the same twice is there once. */
  Future<Receipt> keep(String hash, Photo photo, Viewer who) {
    OffsetDateTime now = utc(clock.instant());
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery(KEEP)
                .execute(
                    Tuple.of(
                        photo.id(),
                        Buffer.buffer(photo.jpeg()),
                        photo.jpeg().length,
                        photo.widthPixels(),
                        photo.heightPixels(),
                        now))
                .compose(
                    kept ->
                        transaction
                            .preparedQuery(KEEP_UPLOAD)
                            .execute(Tuple.of(hash, photo.id(), who.person(), who.name(), now)))
                .map(kept -> Receipt.of(photo)));
  }

  /** The photo itself. */
  Future<Optional<Buffer>> jpeg(String id) {
    return database
        .client()
        .preparedQuery(JPEG)
        .execute(Tuple.of(id))
        .map(rows -> first(rows).map(row -> row.getBuffer("jpeg")));
  }

  private static Optional<Row> first(Iterable<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).findFirst();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
