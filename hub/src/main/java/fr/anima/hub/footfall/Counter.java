package fr.anima.hub.footfall;

/** A place where passers-by are counted: counts, and nothing about anybody. */
record Counter(
    String id,
    String name,
    double latitudeDegrees,
    double longitudeDegrees,
    double expectedEverySeconds) {}
