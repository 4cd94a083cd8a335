/**
 * Kinesis data streams that take tables' changes: views of the shards' logs, as DynamoDB's own
 * streams are, under the names that the tables' destinations give them. Values are immutable. Start
 * reading at {@link io.antipode.node.kinesis.DataStream}.
 */
@NullMarked
package io.antipode.node.kinesis;

import org.jspecify.annotations.NullMarked;
