/**
 * The tables of a bench: how they are made, what items they hold, how they are filled and read
 * back. Blocking, by HTTP; an object is confined to its caller's thread. Depends on {@code
 * load.http} alone. Start reading at {@link io.antipode.load.bench.data.Dataset}.
 */
@NullMarked
package io.antipode.load.bench.data;

import org.jspecify.annotations.NullMarked;
