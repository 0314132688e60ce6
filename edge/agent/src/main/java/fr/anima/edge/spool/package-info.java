/**
 * The journal on the station's card: what was sampled and the hub has not acknowledged.
 *
 * <p>{@link fr.anima.edge.spool.Spool} is the one door: bytes in, bytes out. Files of one rank form
 * a {@code SpoolLane}; a {@code SpoolSegment} is one file of records with checksums beside a small
 * file of what is settled; the {@code SpoolCursor} remembers the last boot and every loss; {@code
 * DeadLetters} keeps what the hub never takes; {@link fr.anima.edge.spool.SpoolFiles} lets a person
 * look. {@code SegmentFormat}, {@code SegmentSettled} and {@code SpoolCursor} say what each byte on
 * the card means. JDK only.
 */
@NullMarked
package fr.anima.edge.spool;

import org.jspecify.annotations.NullMarked;
