package io.antipode.node.operation;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.topology.Region;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.admission.Admission;
import io.antipode.replication.clock.Entropy;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.memory.MemoryBudget;

/** What the actions of one region's data plane stand on; immutable, any thread. */
public record OperationContext(
    ShardAccess shards,
    Catalog catalog,
    Region region,
    TimeSource time,
    CapacityRecorder capacity,
    Admission admission,
    MemoryBudget memory,
    Entropy entropy) {}
