package fr.anima.hub.web;

import io.vertx.core.Future;
import java.util.Optional;

/** Where rooms declare what they answer. */
public interface Operations {
  /** The operation of that id in the contract; its request was validated before. */
  void operation(String operationId, Access access, Answering answering);

  /**
   * A page rendered by the hub, outside the contract.
   *
   * @param path with parameters as {@code :name}
   */
  void page(String path, Access access, Answering answering);

  /** Answers one request; a failed future is answered as 500 and logged once. */
  @FunctionalInterface
  interface Answering {
    /** The answer to come. */
    Future<Answer> answer(Request request);
  }

  /** The operation of that id in the contract, answered by a stream of server-sent events. */
  default void stream(String operationId, Access access, Streaming streaming) {
    throw new UnsupportedOperationException("only the web server opens streams: " + operationId);
  }

  /** Opens one stream. */
  @FunctionalInterface
  interface Streaming {
    /** Takes the sink over, or refuses with an answer and leaves the sink alone. */
    Optional<Answer> open(Request request, EventSink sink);
  }
}
