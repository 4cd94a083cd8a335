/**
 * TransactWriteItems and TransactGetItems: what they ask is checked here and handed to {@link
 * io.antipode.node.transaction}, and what comes of it is told as the API tells it. Start reading at
 * {@link io.antipode.node.operation.transaction.TransactWriteItems}.
 */
@NullMarked
package io.antipode.node.operation.transaction;

import org.jspecify.annotations.NullMarked;
