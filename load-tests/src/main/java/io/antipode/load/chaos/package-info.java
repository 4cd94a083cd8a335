/**
 * {@code ./antipode chaos}: workloads on real processes while faults of every kind come and go;
 * then everything is healed, has to become equal, and is held to its promises. Workloads run on one
 * thread ({@link io.antipode.load.realtime.RealRun}); each kind of fault has a thread of its own,
 * as faults take their time. Start reading at {@link io.antipode.load.chaos.ChaosRun}.
 */
@NullMarked
package io.antipode.load.chaos;

import org.jspecify.annotations.NullMarked;
