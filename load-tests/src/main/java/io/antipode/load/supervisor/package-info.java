/**
 * Runs a cluster of real nodes, one JVM each, on this machine: starts and ends processes, stops and
 * resumes them, fills and wipes their disks, and puts a fault proxy on every link. It disturbs, and
 * doesn't judge. Real time and blocking calls; each class says from which threads. Start reading at
 * {@link io.antipode.load.supervisor.RealCluster}.
 */
@NullMarked
package io.antipode.load.supervisor;

import org.jspecify.annotations.NullMarked;
