/**
 * Who may hold how much memory: one owner, with a share for each use, so that what clients and
 * peers can have this process hold is bounded, and refused beyond that, before any of it runs out.
 * Any thread. Start reading at {@link io.antipode.replication.memory.MemoryBudget}.
 */
@NullMarked
package io.antipode.replication.memory;

import org.jspecify.annotations.NullMarked;
