package io.antipode.node.storage.recovery;

import io.antipode.node.storage.streams.StreamIndex;
import io.antipode.node.storage.view.ShardState;
import io.antipode.node.storage.view.ShardViews;
import io.antipode.replication.checkpoint.Checkpoint;
import io.antipode.replication.log.ClockBoundFile;
import io.antipode.replication.log.ShardLog;
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
public record Recovered(
    ShardLog log,
    ClockBoundFile clockBound,
    ShardViews views,
    ShardState state,
    StreamIndex streams,
    @Nullable Checkpoint checkpoint,
    long olderPosition,
    long uncoveredBytes,
    SideFiles sideFiles,
    List<String> damages) {}
