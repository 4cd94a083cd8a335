/**
 * {@code ./antipode bench}: what the README's tables come from. The commands about single actions
 * are here; those about {@link io.antipode.load.bench.replication replication}, {@link
 * io.antipode.load.bench.recovery recovery} and {@link io.antipode.load.bench.streams streams} have
 * packages of their own, on top of {@link io.antipode.load.bench.measure measurement}, {@link
 * io.antipode.load.bench.profile profiles} and {@link io.antipode.load.bench.data data}. Commands
 * block on the main thread. Nobody depends on this package but the program. Start reading at {@link
 * io.antipode.load.bench.RunCommand}.
 */
@NullMarked
package io.antipode.load.bench;

import org.jspecify.annotations.NullMarked;
