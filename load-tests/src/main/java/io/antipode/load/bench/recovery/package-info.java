/**
 * Benches of stopping and coming back: by kill -9 under load, and orderly. Each counts what was
 * acknowledged and looks for it afterwards. Blocks its caller's thread. Depends on {@link
 * io.antipode.load.bench.measure} and {@link io.antipode.load.bench.data}. Start reading at {@link
 * io.antipode.load.bench.recovery.KillCommand}.
 */
@NullMarked
package io.antipode.load.bench.recovery;

import org.jspecify.annotations.NullMarked;
