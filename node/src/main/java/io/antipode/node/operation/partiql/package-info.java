/**
 * PartiQL: ExecuteStatement, BatchExecuteStatement and ExecuteTransaction. A statement's syntax
 * tree ({@code node.partiql}) is bound to its parameters ({@link
 * io.antipode.node.operation.partiql.Binder}), and what comes of that is planned on a table: a
 * SELECT as the queries or the scan that Query and Scan run, a write as the same {@code ItemAction}
 * as PutItem, UpdateItem and DeleteItem send, a transaction as theirs. So nothing of it is executed
 * here. Bound statements are immutable; everything runs on any event loop, and hops like the
 * actions that it is made of. Start reading at {@link
 * io.antipode.node.operation.partiql.ExecuteStatement}.
 */
@NullMarked
package io.antipode.node.operation.partiql;

import org.jspecify.annotations.NullMarked;
