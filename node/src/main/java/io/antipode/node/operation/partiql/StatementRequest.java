package io.antipode.node.operation.partiql;

import io.antipode.node.item.Bytes;
import io.antipode.node.operation.data.CapacityWanted;
import org.jspecify.annotations.Nullable;

/**
 * What ExecuteStatement is asked.
 *
 * @param digest of the statement and its parameters
 * @param nextToken as the client sent it, null for none
 * @param limit the most items that a page looks at
 * @param showsFailed whether an item that does not satisfy the statement's conditions is answered
 */
public record StatementRequest(
    BoundStatement statement,
    Bytes digest,
    @Nullable String nextToken,
    boolean consistent,
    int limit,
    boolean showsFailed,
    CapacityWanted capacity) {}
