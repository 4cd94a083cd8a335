/**
 * Query and Scan over tables and their indexes. A page is gathered from the shards, one after
 * another, except for what is read of a global index, which is merged from all of them. Start
 * reading at {@link io.antipode.node.operation.query.Query}.
 */
@NullMarked
package io.antipode.node.operation.query;

import org.jspecify.annotations.NullMarked;
