/**
 * Benches of several regions: conflicting writes with and without a cut link, lag as readers see
 * it, catching up after an absence; each checks that the greatest version won everywhere. A thread
 * for each region's client. Depends on {@link io.antipode.load.bench.measure}, {@link
 * io.antipode.load.bench.data} and the judge in {@code load.checker}. Start reading at {@link
 * io.antipode.load.bench.replication.ReplicateCommand}.
 */
@NullMarked
package io.antipode.load.bench.replication;

import org.jspecify.annotations.NullMarked;
