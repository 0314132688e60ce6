package fr.anima.hub.animals.register;

import java.util.UUID;

/**
 * An animal of the register as it is now.
 *
 * @param version of its entry; every correction of who it is counts one up
 */
record Animal(UUID id, long version, Entry entry, Standing standing) {}
