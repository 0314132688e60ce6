/**
 * The journal's files as a failing card gives and takes them; knows bytes, and nothing of records.
 * The {@code Cursor} remembers the last boot and every loss and locks the directory, {@code
 * Settled} says which records of a file the hub has, {@code RoomAhead} makes forcing cheap in a
 * burst. Used by the spool alone.
 */
@NullMarked
package fr.anima.edge.spool.card;

import org.jspecify.annotations.NullMarked;
