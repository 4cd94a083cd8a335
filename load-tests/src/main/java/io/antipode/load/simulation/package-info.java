/**
 * Whole clusters in one thread from a seed: time, loops, network and disks are simulated,
 * everything else is the product itself. A seed replays exactly. Nothing here reads a clock or
 * starts a thread. Start reading at {@link io.antipode.load.simulation.World}.
 */
@NullMarked
package io.antipode.load.simulation;

import org.jspecify.annotations.NullMarked;
