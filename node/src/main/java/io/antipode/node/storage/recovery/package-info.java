/**
 * What a shard finds when it is opened, and how its views are built anew from log and checkpoint:
 * the marks and files of the last run, the rebuilding itself, and looking at a folder whose shard
 * is closed, for repairs. Blocks, on any one thread. Sees the views below it, and no shard. Start
 * reading at {@code ShardRecovery}.
 */
@NullMarked
package io.antipode.node.storage.recovery;

import org.jspecify.annotations.NullMarked;
