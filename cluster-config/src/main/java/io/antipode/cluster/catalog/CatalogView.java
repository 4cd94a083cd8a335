package io.antipode.cluster.catalog;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All tables of one region at one moment. Immutable; safe on any thread. */
public final class CatalogView {
  public static final CatalogView EMPTY = new CatalogView(Map.of());

  private final Map<Long, TableDescriptor> byId;
  private final Map<String, TableDescriptor> byName = new HashMap<>();

  private CatalogView(Map<Long, TableDescriptor> byId) {
    this.byId = byId;
    for (TableDescriptor table : byId.values()) {
      if (table.status() != TableStatus.DELETED) {
        byName.put(table.name(), table);
      }
    }
  }

  /** The view of these descriptors; one per table id. */
  public static CatalogView of(Collection<TableDescriptor> tables) {
    Map<Long, TableDescriptor> byId = new HashMap<>();
    tables.forEach(table -> byId.put(table.id(), table));
    return new CatalogView(byId);
  }

  /** This view with one descriptor added or replaced. */
  public CatalogView with(TableDescriptor table) {
    Map<Long, TableDescriptor> copy = new HashMap<>(byId);
    copy.put(table.id(), table);
    return new CatalogView(copy);
  }

  /** The table of that name, or null; deleted tables have no name any more. */
  public @Nullable TableDescriptor byName(String name) {
    return byName.get(name);
  }

  /** The names of all tables, in no order; deleted tables have none. */
  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  /** The table of that id, deleted ones included, or null. */
  public @Nullable TableDescriptor byId(long id) {
    return byId.get(id);
  }

  /** All descriptors, deleted ones included, in no order. */
  public Collection<TableDescriptor> all() {
    return byId.values();
  }
}
