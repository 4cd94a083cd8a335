/**
 * Runs simulations by the thousand from the command line: seeds on all processors, progress, the
 * smallest reproduction of a failure, campaigns of power cuts and file damage. Threads are of this
 * package's own; each run is confined to one. Start reading at {@link
 * io.antipode.load.simulate.SimulateCommand}.
 */
@NullMarked
package io.antipode.load.simulate;

import org.jspecify.annotations.NullMarked;
