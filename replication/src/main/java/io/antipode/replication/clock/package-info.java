/**
 * Time, order and chance as ports: hybrid logical clocks and versions. Each clock belongs to one
 * shard's event loop. JDK only. Start reading at {@link io.antipode.replication.clock.Version}.
 */
@NullMarked
package io.antipode.replication.clock;

import org.jspecify.annotations.NullMarked;
