/**
 * Who owns what: from a partition key's hash to a shard. Pure functions and values, JDK only. Start
 * reading at {@link io.antipode.cluster.placement.ShardId}.
 */
@NullMarked
package io.antipode.cluster.placement;

import org.jspecify.annotations.NullMarked;
