package io.antipode.node.operation.batch;

import io.antipode.node.operation.data.CapacityWanted;
import java.util.List;

/** What BatchGetItem is asked: of each table, in the request's order. */
public record BatchGetRequest(List<KeysAndAttributes> tables, CapacityWanted capacity) {}
