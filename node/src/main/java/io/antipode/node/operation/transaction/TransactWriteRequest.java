package io.antipode.node.operation.transaction;

import io.antipode.node.item.Bytes;
import io.antipode.node.operation.data.CapacityWanted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What TransactWriteItems is asked.
 *
 * @param token that names what is to take place once, null for none
 * @param digest of the items
 * @param metrics whether {@code ItemCollectionMetrics} are wanted
 */
public record TransactWriteRequest(
    List<TransactItem> items,
    @Nullable String token,
    Bytes digest,
    CapacityWanted capacity,
    boolean metrics) {}
