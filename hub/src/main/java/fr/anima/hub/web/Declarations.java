package fr.anima.hub.web;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What all rooms together answer, and whether that is what the contract promises. */
public final class Declarations {
  private static final Map<String, String> EVENTS =
      Map.of("Content-Type", "text/event-stream; charset=utf-8", "X-Accel-Buffering", "no");
  private static final Map<String, String> TABLE =
      Map.of("Content-Type", "text/csv; charset=utf-8", "Content-Disposition", "attachment");

  private final Map<String, Declared> operations = new LinkedHashMap<>();
  private final Map<String, Declared> pages = new LinkedHashMap<>();
  private final List<String> twice = new ArrayList<>();

  private Declarations() {}

  /** Asks every room. */
  public static Declarations of(List<? extends Routes> rooms) {
    Declarations declarations = new Declarations();
    Collecting collecting = declarations.new Collecting();
    rooms.forEach(room -> room.declare(collecting));
    return declarations;
  }

  /** Who may call what, by operation id. */
  public Map<String, Access> accesses() {
    Map<String, Access> accesses = new LinkedHashMap<>();
    operations.forEach((id, declared) -> accesses.put(id, declared.access()));
    return accesses;
  }

  /** Everything that must be put right before the hub may start; empty when all is well. */
  public List<String> mistakes(Set<String> promised) {
    List<String> mistakes = new ArrayList<>();
    Set<String> missing = new TreeSet<>(promised);
    missing.removeAll(operations.keySet());
    missing.forEach(id -> mistakes.add("operation " + id + ": nobody answers it"));
    Set<String> unknown = new TreeSet<>(operations.keySet());
    unknown.removeAll(promised);
    unknown.forEach(id -> mistakes.add("operation " + id + ": not in the contract"));
    twice.forEach(id -> mistakes.add(id + ": declared twice"));
    return mistakes;
  }

  Map<String, Declared> operations() {
    return operations;
  }

  Map<String, Declared> pages() {
    return pages;
  }

  /**
   * What is written piece by piece.
   *
   * @param headers sent before the first
   */
  record Pieces(Map<String, String> headers, Operations.Downloading writing) {}

  /** One answer to requests, and who may have it: either answering or pieces are there. */
  record Declared(
      String name,
      Access access,
      Optional<Operations.Answering> answering,
      Optional<Pieces> pieces) {}

  private final class Collecting implements Operations {
    @Override
    public void operation(String operationId, Access access, Answering answering) {
      add(operations, new Declared(operationId, access, Optional.of(answering), Optional.empty()));
    }

    @Override
    public void page(String path, Access access, Answering answering) {
      add(pages, new Declared(path, access, Optional.of(answering), Optional.empty()));
    }

    @Override
    public void stream(String operationId, Access access, Streaming streaming) {
      Pieces pieces =
          new Pieces(
              EVENTS, (request, sink) -> Future.succeededFuture(streaming.open(request, sink)));
      add(operations, new Declared(operationId, access, Optional.empty(), Optional.of(pieces)));
    }

    @Override
    public void download(String operationId, Access access, Downloading downloading) {
      Pieces pieces = new Pieces(TABLE, downloading);
      add(operations, new Declared(operationId, access, Optional.empty(), Optional.of(pieces)));
    }

    private void add(Map<String, Declared> where, Declared declared) {
      if (where.putIfAbsent(declared.name(), declared) != null) {
        twice.add(declared.name());
      }
    }
  }
}
