package fr.anima.hub.animals.register;

/**
 * An animal's entry as somebody filled it in.
 *
 * @param version the version on which a correction is based, 0 for a new animal
 */
record EntryForm(long version, Entry entry) {}
