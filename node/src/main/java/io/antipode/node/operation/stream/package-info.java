/**
 * Reading streams: {@code ListStreams}, {@code DescribeStream}, {@code GetShardIterator}, {@code
 * GetRecords}. Stateless, on any event loop. Start reading at {@link
 * io.antipode.node.operation.stream.GetRecords}.
 */
@NullMarked
package io.antipode.node.operation.stream;

import org.jspecify.annotations.NullMarked;
