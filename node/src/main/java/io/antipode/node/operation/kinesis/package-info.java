/**
 * What of Kinesis reads a data stream, as actions of a service of its own. Immutable; any thread.
 * Start reading at {@link io.antipode.node.operation.kinesis.GetRecords}.
 */
@NullMarked
package io.antipode.node.operation.kinesis;

import org.jspecify.annotations.NullMarked;
