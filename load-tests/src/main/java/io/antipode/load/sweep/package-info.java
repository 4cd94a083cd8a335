/**
 * {@code ./antipode chaos simulate}: sweeps over simulations by the thousand: seeds on all
 * processors, progress, the smallest reproduction of a failure, campaigns of power cuts and file
 * damage. Threads are of this package's own; each run is confined to one. Start reading at {@link
 * io.antipode.load.sweep.SimulateCommand}.
 */
@NullMarked
package io.antipode.load.sweep;

import org.jspecify.annotations.NullMarked;
