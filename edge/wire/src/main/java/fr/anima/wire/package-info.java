/**
 * What travels between a station and the hub, and nothing else.
 *
 * <p>A {@link fr.anima.wire.Message} goes up on the {@link fr.anima.wire.WireTopic} of its station
 * and kind; a {@link fr.anima.wire.SamplingPlan} comes down. {@link fr.anima.wire.WireJson} turns
 * both into bytes and back. What a station has once said binds the hub for ever: the golden samples
 * in {@code samples/v1} are only ever added to.
 */
@NullMarked
package fr.anima.wire;

import org.jspecify.annotations.NullMarked;
