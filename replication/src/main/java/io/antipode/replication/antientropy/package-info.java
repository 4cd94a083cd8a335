/**
 * Finding and narrowing differences between regions that should be equal. Pure; confined to one
 * shard's loop. Start reading at {@link io.antipode.replication.antientropy.BucketDigests}.
 */
@NullMarked
package io.antipode.replication.antientropy;

import org.jspecify.annotations.NullMarked;
