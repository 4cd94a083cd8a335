package io.antipode.node.operation.data;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.index.TableKeys;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds tables by name, with their compiled keys; any thread. */
public final class TableLookup {
  /** Tables come and go: rather forget all compiled keys now and then than keep dead ones. */
  private static final int MAX_COMPILED = 4_096;

  private final Catalog catalog;
  private final Map<String, TableKeys> compiled = new ConcurrentHashMap<>();

  public TableLookup(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The keys of the table of that name.
   *
   * @throws ApiException {@code ResourceNotFoundException} where there is no such table, or none
   *     that serves reads and writes
   */
  @SuppressWarnings("ReferenceEquality") // a changed descriptor is another object: compare cheaply
  public TableKeys find(String name) {
    TableDescriptor table = catalog.view().byName(name);
    if (table == null || !serves(table.status())) {
      throw new ApiException(
          new ApiError(ErrorType.RESOURCE_NOT_FOUND, "Requested resource not found"));
    }
    TableKeys keys = compiled.get(name);
    if (keys == null || keys.table() != table) {
      if (compiled.size() >= MAX_COMPILED) {
        compiled.clear();
      }
      keys = new TableKeys(table);
      compiled.put(name, keys);
    }
    return keys;
  }

  private static boolean serves(TableStatus status) {
    return switch (status) {
      case ACTIVE, UPDATING -> true;
      case CREATING, DELETING, DELETED -> false;
    };
  }
}
