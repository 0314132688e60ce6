package fr.anima.hub.eventlog;

import io.vertx.core.Future;
import io.vertx.sqlclient.DatabaseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One batch through one projection: unreadable and poisonous records are put aside, not lost. */
final class Projecting<T> {
  private static final int SECONDS = 60;

  private final Projection<T> projection;
  private final DeadLetters deadLetters;

  Projecting(Projection<T> projection, DeadLetters deadLetters) {
    this.projection = projection;
    this.deadLetters = deadLetters;
  }

  /**
   * Projects the batch, or throws when that is not possible for now. Blocks.
   *
   * @throws RuntimeException when the batch is to be tried again
   */
  void project(List<ConsumerRecord<String, byte[]>> batch) {
    List<LogRecord<T>> readable = new ArrayList<>(batch.size());
    List<ConsumerRecord<String, byte[]>> raw = new ArrayList<>(batch.size());
    for (ConsumerRecord<String, byte[]> record : batch) {
      try {
        readable.add(RecordReader.read(projection.topic(), record));
        raw.add(record);
      } catch (IllegalArgumentException why) {
        await(deadLetters.put(projection.name(), record, why));
      }
    }
    if (readable.isEmpty()) {
      return;
    }
    try {
      projectAll(readable);
    } catch (Poisonous someOfThem) {
      oneByOne(readable, raw);
    }
  }

  private void oneByOne(List<LogRecord<T>> records, List<ConsumerRecord<String, byte[]>> raw) {
    for (int i = 0; i < records.size(); i++) {
      try {
        projectAll(List.of(records.get(i)));
      } catch (Poisonous thisOne) {
        await(deadLetters.put(projection.name(), raw.get(i), thisOne.why));
      }
    }
  }

  private void projectAll(List<LogRecord<T>> records) {
    try {
      await(projection.project(records));
    } catch (RuntimeException why) {
      if (isPoison(why)) {
        throw new Poisonous(why);
      }
      throw why;
    }
  }

  /**
   * Whether trying again is useless: the code refused the values, or the database did (SQL classes
   * 22 data exception, 23 constraint violation).
   */
  static boolean isPoison(Throwable why) {
    if (why instanceof DatabaseException refused) {
      String state = String.valueOf(refused.getSqlState());
      return state.startsWith("22") || state.startsWith("23");
    }
    return why instanceof IllegalArgumentException
        || why instanceof ArithmeticException
        || why instanceof ClassCastException
        || why instanceof NullPointerException
        || why instanceof IndexOutOfBoundsException;
  }

  private static void await(Future<Void> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException why) {
      throw why.getCause() instanceof RuntimeException own
          ? own
          : new IllegalStateException(String.valueOf(why.getCause()), why.getCause());
    } catch (TimeoutException why) {
      throw new IllegalStateException("no answer within " + SECONDS + " s", why);
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", why);
    }
  }

  private static final class Poisonous extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final RuntimeException why;

    Poisonous(RuntimeException why) {
      super(why);
      this.why = why;
    }
  }
}
