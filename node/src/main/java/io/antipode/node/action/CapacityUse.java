package io.antipode.node.action;

import io.antipode.node.index.IndexDefinition;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The capacity units that one request consumed in one table: an arm for the table itself and one
 * for each index that was read or changed. Not thread-safe.
 */
public final class CapacityUse {
  private double table;
  private @Nullable Map<String, Double> local;
  private @Nullable Map<String, Double> global;

  public void addTable(double units) {
    table += units;
  }

  public void addIndex(IndexDefinition index, double units) {
    if (index.isGlobal()) {
      global = global == null ? new TreeMap<>() : global;
      global.merge(index.name(), units, Double::sum);
    } else {
      local = local == null ? new TreeMap<>() : local;
      local.merge(index.name(), units, Double::sum);
    }
  }

  /**
   * Adds a write: the table's arm by the larger image; an index's arm by what changes in the index:
   * an entry that comes or goes, both where its key moves, nothing (and so no arm) where the index
   * shows no difference.
   */
  public void addWrite(TableKeys keys, ItemKey key, @Nullable Item before, @Nullable Item after) {
    addTable(Units.write(before, after));
    for (IndexDefinition index : keys.indexes()) {
      double units = indexUnits(index, key, before, after);
      if (units > 0) {
        addIndex(index, units);
      }
    }
  }

  private static double indexUnits(
      IndexDefinition index, ItemKey key, @Nullable Item before, @Nullable Item after) {
    byte[] oldKey = before == null ? null : index.entryOf(key, before);
    byte[] newKey = after == null ? null : index.entryOf(key, after);
    Item oldEntry = before == null || oldKey == null ? null : index.project(before);
    Item newEntry = after == null || newKey == null ? null : index.project(after);
    if (oldEntry == null && newEntry == null) {
      return 0;
    }
    if (oldEntry == null || newEntry == null) {
      return Units.write(oldEntry, newEntry);
    }
    if (!Arrays.equals(oldKey, newKey)) {
      return Units.write(oldEntry) + Units.write(newEntry);
    }
    return Arrays.equals(oldEntry.bytes(), newEntry.bytes()) ? 0 : Units.write(oldEntry, newEntry);
  }

  /** Adds a write of a transaction, which is charged twice: for its preparation, and itself. */
  public void addTransactionalWrite(
      TableKeys keys, ItemKey key, @Nullable Item before, @Nullable Item after) {
    addWrite(keys, key, before, after);
    addWrite(keys, key, before, after);
  }

  /** Adds what another part of the request consumed in the same table. */
  public void add(CapacityUse other) {
    table += other.table;
    local = merge(local, other.local);
    global = merge(global, other.global);
  }

  private static @Nullable Map<String, Double> merge(
      @Nullable Map<String, Double> mine, @Nullable Map<String, Double> others) {
    if (others == null) {
      return mine;
    }
    Map<String, Double> merged = mine == null ? new TreeMap<>() : mine;
    others.forEach((index, units) -> merged.merge(index, units, Double::sum));
    return merged;
  }

  public double total() {
    return table + sum(local) + sum(global);
  }

  private static double sum(@Nullable Map<String, Double> arms) {
    double sum = 0;
    if (arms != null) {
      for (double units : arms.values()) {
        sum += units;
      }
    }
    return sum;
  }

  /** The table's own arm. */
  public double table() {
    return table;
  }

  /** The arms of the local indexes by name, null for none. */
  public @Nullable Map<String, Double> local() {
    return local;
  }

  /** The arms of the global indexes by name, null for none. */
  public @Nullable Map<String, Double> global() {
    return global;
  }
}
