package fr.anima.hub.web;

import io.vertx.core.Future;

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
}
