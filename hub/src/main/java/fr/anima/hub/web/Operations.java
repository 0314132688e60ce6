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

  /** The operation of that id in the contract, answered by a table of any length. */
  default void download(String operationId, Access access, Downloading downloading) {
    throw new UnsupportedOperationException("only the web server sends tables: " + operationId);
  }

  /** Writes one table. */
  @FunctionalInterface
  interface Downloading {
    /**
     * Writes all of it and closes the sink, or refuses with an answer and leaves the sink alone. A
     * future that fails half-way cuts the connection, so that nobody takes a part for the whole.
     */
    Future<Optional<Answer>> open(Request request, EventSink sink);
  }

  /** Opens one stream. */
  @FunctionalInterface
  interface Streaming {
    /** Takes the sink over, or refuses with an answer and leaves the sink alone. */
    Optional<Answer> open(Request request, EventSink sink);
  }
}
