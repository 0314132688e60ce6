package fr.anima.hub.web;

import io.vertx.core.Future;
import java.util.Optional;

/** Tells who is asking; handed in by the hub, because the web knows no people. */
@FunctionalInterface
public interface Identity {
  /** The caller, or nobody when the request carries no session that is still good. */
  Future<Optional<Caller>> of(Request request);
}
