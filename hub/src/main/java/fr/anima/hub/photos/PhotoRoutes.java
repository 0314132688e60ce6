package fr.anima.hub.photos;

import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.photos.PhotoStore.Receipt;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Takes photos in and shows them, to whoever may note something and see what was noted. */
public final class PhotoRoutes implements Routes {
  /** At once; the hub has more to do than photos, and a large one takes 100 MB for a moment. */
  private static final int MOST_DEVELOPED = 1;

  /** With those; each holds a few MiB. */
  private static final int MOST_WAITING = 8;

  /** They are found by what they are: one that was seen is seen again without asking. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "image/jpeg",
          "Content-Disposition", "attachment; filename=\"photo.jpg\"",
          "Cache-Control", "private, max-age=31536000, immutable");

  private final PhotoStore photos;
  private final Shelf shelf;
  private final BooleanSupplier diskHasRoom;
  private final WorkerExecutor darkroom;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * Over the photos.
   *
   * @param mostMib of all photos together, in MiB
   * @param diskHasRoom whether the disk on which the database lies has room for more
   */
  public PhotoRoutes(Vertx vertx, PhotoStore photos, int mostMib, BooleanSupplier diskHasRoom) {
    this.photos = photos;
    this.shelf = new Shelf(mostMib);
    this.diskHasRoom = diskHasRoom;
    this.darkroom = vertx.createSharedWorkerExecutor("anima-darkroom", MOST_DEVELOPED);
  }

  @Override
  public void declare(Operations operations) {
    Access keepers = Role.only(Role.KEEPER, Role.ADMIN);
    operations.operation("putPhoto", keepers, this::putPhoto);
    operations.operation("getPhoto", keepers, this::getPhoto);
  }

  private Future<Answer> putPhoto(Request request) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      return refuse(Problem.of(503, "photo-later", "many photos come in: send it again"));
    }
    String hash = request.parameter("photo");
    byte[] sent = request.bytes().getBytes();
    return slowly(() -> Photo.hash(sent).equals(hash))
        .compose(isIt -> isIt ? take(hash, sent, Viewer.of(request)) : refuse(Flaw.WRONG_HASH))
        .onComplete(done -> waiting.decrementAndGet());
  }

  private Future<Answer> take(String hash, byte[] sent, Viewer who) {
    return photos
        .sentBefore(hash)
        .compose(
            before ->
                before
                    .map(it -> Future.succeededFuture(taken(it)))
                    .orElseGet(() -> takeFirst(hash, sent, who)));
  }

  private Future<Answer> takeFirst(String hash, byte[] sent, Viewer who) {
    return photos
        .kept(who)
        .compose(
            kept ->
                shelf
                    .objection(kept, sent.length, diskHasRoom.getAsBoolean())
                    .map(why -> refuse(Problem.of(507, why.word(), why.detail)))
                    .orElseGet(() -> develop(hash, sent, who)));
  }

  private Future<Answer> develop(String hash, byte[] sent, Viewer who) {
    return slowly(() -> Darkroom.develop(sent))
        .compose(
            it ->
                it.fold(
                    photo -> photos.keep(hash, photo, who).map(PhotoRoutes::taken),
                    PhotoRoutes::refuse));
  }

  private Future<Answer> getPhoto(Request request) {
    return photos
        .jpeg(request.parameter("photo"))
        .map(
            there ->
                there
                    .map(it -> shown(request.parameter("photo"), it))
                    .orElseGet(() -> Answer.problem(Problem.notFound("photo"))));
  }

  private static Answer shown(String id, Buffer jpeg) {
    return new Answer(200, HEADERS, jpeg).with("ETag", "\"" + id + "\"");
  }

  private static Answer taken(Receipt it) {
    return Answer.ok(
        new JsonObject()
            .put("id", it.id())
            .put("widthPixels", it.widthPixels())
            .put("heightPixels", it.heightPixels()));
  }

  private <T> Future<T> slowly(Callable<T> work) {
    return darkroom.executeBlocking(work, false);
  }

  private static Future<Answer> refuse(Flaw flaw) {
    return refuse(Problem.of(400, flaw.word(), flaw.detail));
  }

  private static Future<Answer> refuse(Problem problem) {
    return Future.succeededFuture(Answer.problem(problem));
  }
}
