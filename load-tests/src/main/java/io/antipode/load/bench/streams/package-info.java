/**
 * The bench of streams: how soon and how fast consumers see what is written. A thread for each
 * consumer. Depends on {@link io.antipode.load.bench.measure}. Start reading at {@link
 * io.antipode.load.bench.streams.StreamsCommand}.
 */
@NullMarked
package io.antipode.load.bench.streams;

import org.jspecify.annotations.NullMarked;
