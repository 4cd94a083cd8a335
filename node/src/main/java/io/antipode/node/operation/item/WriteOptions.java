package io.antipode.node.operation.item;

import io.antipode.node.action.Terms;
import io.antipode.node.operation.data.CapacityWanted;
import java.util.Set;

/**
 * What PutItem, UpdateItem and DeleteItem are asked beside what they write.
 *
 * @param nestedRoots the attributes that paths of the request's expressions go into
 * @param metrics whether {@code ItemCollectionMetrics} are wanted
 */
public record WriteOptions(
    Terms terms, Set<String> nestedRoots, CapacityWanted capacity, boolean metrics) {
  /** On no terms, and nothing is wanted back. */
  public static final WriteOptions NONE =
      new WriteOptions(Terms.NONE, Set.of(), CapacityWanted.NONE, false);
}
