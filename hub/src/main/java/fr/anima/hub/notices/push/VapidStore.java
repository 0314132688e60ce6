package fr.anima.hub.notices.push;

import com.zerodeplibs.webpush.VAPIDKeyPair;
import com.zerodeplibs.webpush.VAPIDKeyPairs;
import com.zerodeplibs.webpush.key.PrivateKeySources;
import com.zerodeplibs.webpush.key.PublicKeySources;
import fr.anima.hub.database.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The key by which push services know this site (RFC 8292), in PostgreSQL: made once, the same for
 * all hubs and after a restore, because browsers subscribe to this key and to no other.
 */
final class VapidStore {
  private static final String KEY = "select private_key, public_key from push_key";

  /** Of two hubs that start together one makes it. */
  private static final String KEEP =
      """
      insert into push_key (private_key, public_key, made_at) values ($1, $2, $3)
      on conflict (one) do nothing
      """;

  private final Database database;

  VapidStore(Database database) {
    this.database = database;
  }

  /** The key, made where there is none yet. */
  Future<VAPIDKeyPair> key(Instant now) {
    return kept()
        .compose(
            kept ->
                kept.map(Future::succeededFuture)
                    .orElseGet(() -> make(now).compose(made -> kept().map(Optional::orElseThrow))));
  }

  private Future<Optional<VAPIDKeyPair>> kept() {
    return database.client().query(KEY).execute().map(VapidStore::pair);
  }

  private Future<Void> make(Instant now) {
    KeyPair pair = generate();
    return database
        .client()
        .preparedQuery(KEEP)
        .execute(
            Tuple.of(
                Buffer.buffer(pair.getPrivate().getEncoded()),
                Buffer.buffer(pair.getPublic().getEncoded()),
                now.atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  private static Optional<VAPIDKeyPair> pair(RowSet<Row> rows) {
    for (Row row : rows) {
      return Optional.of(
          VAPIDKeyPairs.of(
              PrivateKeySources.ofPKCS8Bytes(row.getBuffer("private_key").getBytes()),
              PublicKeySources.ofX509Bytes(row.getBuffer("public_key").getBytes())));
    }
    return Optional.empty();
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
