package io.antipode.node.storage;

import io.antipode.node.storage.streams.StreamIndex;
import io.antipode.replication.checkpoint.Checkpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What recovery found.
 *
 * @param checkpoint the newest whole one, null for none
 * @param olderPosition everything up to it is in the older of the kept checkpoints
 * @param uncoveredBytes of log after the newest
 * @param sideFiles of a folder that an earlier build left
 * @param damages what is gone, though the shard serves; for people
 */
record Recovered(
    ShardViews views,
    ShardState state,
    StreamIndex streams,
    @Nullable Checkpoint checkpoint,
    long olderPosition,
    long uncoveredBytes,
    SideFiles sideFiles,
    List<String> damages) {}
