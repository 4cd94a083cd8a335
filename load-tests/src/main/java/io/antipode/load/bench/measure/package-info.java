/**
 * How a bench measures: against whom (this store, another endpoint, the bare echo), for how long,
 * in which turns so that all subjects see the same machine, and what is reported. Blocks its
 * caller's thread. Knows profiles and data, and no command. Start reading at {@link
 * io.antipode.load.bench.measure.Comparison}.
 */
@NullMarked
package io.antipode.load.bench.measure;

import org.jspecify.annotations.NullMarked;
