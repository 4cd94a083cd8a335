/**
 * What clients ask for: the mixtures of reads and writes that people compare databases with (those
 * of YCSB among them), and the requests they are made of. Confined to the thread of the client that
 * sends them. Depends on {@link io.antipode.load.bench.data} and {@link
 * io.antipode.load.bench.keys}. Start reading at {@link io.antipode.load.bench.profile.Profile}.
 */
@NullMarked
package io.antipode.load.bench.profile;

import org.jspecify.annotations.NullMarked;
