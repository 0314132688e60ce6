/**
 * The journal on the station's card: what was sampled and the hub has not acknowledged.
 *
 * <p>{@link fr.anima.edge.spool.Spool} is the one door: bytes in, bytes out. Files of one rank form
 * a {@code SpoolLane}; a {@code SpoolSegment} is one file of records with checksums beside a small
 * file of what is settled; {@code SpoolMemory} stands in for a card that refuses; {@code
 * DeadLetters} keeps what the hub never takes; {@link fr.anima.edge.spool.SpoolFiles} lets a person
 * look. {@code SegmentFormat}, and {@code Settled} and {@code Cursor} in the room of the card, say
 * what each byte means. JDK only.
 */
@NullMarked
package fr.anima.edge.spool;

import org.jspecify.annotations.NullMarked;
