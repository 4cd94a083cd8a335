package io.antipode.node.operation.transaction;

import io.antipode.node.action.ItemView;
import io.antipode.node.item.Item;
import io.antipode.node.operation.data.CapacityWanted;
import java.util.List;
import java.util.Set;

/** What TransactGetItems is asked. */
public record TransactGetRequest(List<Get> gets, CapacityWanted capacity) {
  /**
   * One item.
   *
   * @param tableName as the request has it
   * @param view the part of it that is wanted
   * @param nestedRoots the attributes that paths of the projection go into
   */
  public record Get(String tableName, Item key, ItemView view, Set<String> nestedRoots) {}
}
