package fr.anima.hub.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What all rooms together answer, and whether that is what the contract promises. */
public final class Declarations {
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

  /** One answer to requests, and who may have it: either answering or streaming is there. */
  record Declared(
      String name,
      Access access,
      Optional<Operations.Answering> answering,
      Optional<Operations.Streaming> streaming) {}

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
      add(operations, new Declared(operationId, access, Optional.empty(), Optional.of(streaming)));
    }

    private void add(Map<String, Declared> where, Declared declared) {
      if (where.putIfAbsent(declared.name(), declared) != null) {
        twice.add(declared.name());
      }
    }
  }
}
