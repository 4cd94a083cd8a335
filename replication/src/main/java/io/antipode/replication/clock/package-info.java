/**
 * Time, order and chance as ports: hybrid logical clocks and versions. Each clock belongs to one
 * shard's event loop. Knows topology's regions and nothing else. Start reading at {@link
 * io.antipode.replication.clock.Version}, then {@link
 * io.antipode.replication.clock.HybridLogicalClock}.
 */
@NullMarked
package io.antipode.replication.clock;

import org.jspecify.annotations.NullMarked;
