/**
 * A run in real time: workloads speak to real nodes over HTTP, all on one event loop. For the
 * process and the container layer. Depends on workloads and histories. Start reading at {@link
 * io.antipode.load.realtime.RealRun}.
 */
@NullMarked
package io.antipode.load.realtime;

import org.jspecify.annotations.NullMarked;
