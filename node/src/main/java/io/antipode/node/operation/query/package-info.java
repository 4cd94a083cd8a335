/**
 * Query and Scan over tables and their indexes. A page is filled on the shards' loops, one after
 * another, except for a Query of a global index, which asks all shards and merges. Start reading at
 * {@link io.antipode.node.operation.query.Query}.
 */
@NullMarked
package io.antipode.node.operation.query;

import org.jspecify.annotations.NullMarked;
