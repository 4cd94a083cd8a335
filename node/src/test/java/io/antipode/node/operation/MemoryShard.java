package io.antipode.node.operation;

import io.antipode.cluster.topology.Region;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ItemShard;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.view.StoredItem;
import io.antipode.replication.clock.Version;
import io.antipode.replication.memory.MemoryBudget;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Items in a sorted map; writes commit at once. */
final class MemoryShard implements ItemShard {
  private static final Region REGION = new Region("us-east-1");

  private final NavigableMap<byte[], Item> entries = new TreeMap<>(Arrays::compareUnsigned);
  private final LongFunction<TableKeys> tables;
  private final MemoryBudget memory;
  private long clock;

  /** Refuses the next writes for this reason; null writes. */
  @Nullable WriteRefusal refusal;

  MemoryShard(LongFunction<TableKeys> tables, MemoryBudget memory) {
    this.tables = tables;
    this.memory = memory;
  }

  /** This as a {@link Shard} that knows nothing of logs and replication. */
  Shard shard() {
    return (Shard)
        Proxy.newProxyInstance(
            Shard.class.getClassLoader(),
            new Class<?>[] {Shard.class},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() != ItemShard.class) {
                throw new UnsupportedOperationException(method.getName());
              }
              try {
                return method.invoke(this, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public MemoryBudget memory() {
    return memory;
  }

  @Override
  public boolean isServing() {
    return refusal != WriteRefusal.NOT_SERVING;
  }

  @Override
  public @Nullable StoredItem read(ItemKey key) {
    Item item = entries.get(key.bytes());
    return item == null ? null : new StoredItem(new Version(1, REGION), item.bytes());
  }

  @Override
  public void write(ItemKey key, Decider decider, WriteCallback callback) {
    if (refusal != null) {
      callback.refused(refusal);
      return;
    }
    Item before = entries.get(key.bytes());
    switch (decider.decide(before)) {
      case Decision.Put(Item item) -> {
        replace(key, before, item);
        callback.committed(new Version(++clock, REGION), before, item);
      }
      case Decision.Delete _, Decision.Expire _ -> delete(key, before, callback);
      case Decision.Nothing _ -> callback.committed(null, before, before);
    }
  }

  private void delete(ItemKey key, @Nullable Item before, WriteCallback callback) {
    if (before == null) {
      callback.committed(null, null, null);
    } else {
      replace(key, before, null);
      callback.committed(new Version(++clock, REGION), before, null);
    }
  }

  private void replace(ItemKey key, @Nullable Item before, @Nullable Item after) {
    for (IndexDefinition index : tables.apply(key.tableId()).indexes()) {
      byte[] old = before == null ? null : index.entryOf(key, before);
      byte[] now = after == null ? null : index.entryOf(key, after);
      if (old != null) {
        entries.remove(old);
      }
      if (after != null && now != null) {
        entries.put(now, after);
      }
    }
    if (after == null) {
      entries.remove(key.bytes());
    } else {
      entries.put(key.bytes(), after);
    }
  }

  @Override
  public void scan(byte[] from, byte[] to, boolean forward, ItemVisitor visitor) {
    if (to.length > 0 && Arrays.compareUnsigned(from, to) >= 0) {
      return;
    }
    NavigableMap<byte[], Item> range =
        to.length == 0 ? entries.tailMap(from, true) : entries.subMap(from, true, to, false);
    for (Map.Entry<byte[], Item> entry : (forward ? range : range.descendingMap()).entrySet()) {
      if (!visitor.visit(entry.getKey(), entry.getValue())) {
        return;
      }
    }
  }
}
