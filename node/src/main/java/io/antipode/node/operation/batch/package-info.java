/**
 * BatchGetItem and BatchWriteItem: many single-item reads or writes in one request, with no
 * atomicity. Start reading at {@link io.antipode.node.operation.batch.BatchWriteItem}.
 */
@NullMarked
package io.antipode.node.operation.batch;

import org.jspecify.annotations.NullMarked;
