package io.antipode.node.storage;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.antipode.node.storage.ShardFixture.Answer;
import io.antipode.node.storage.view.HeapItemStore;
import io.antipode.node.storage.view.ItemStore;
import io.antipode.node.storage.view.ItemStores;
import io.antipode.node.storage.view.StoreSeal;
import io.antipode.replication.log.Durability;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A view that can't take what is in the log: the node stops, instead of leaving clients waiting.
 */
final class FailedViewTest {
  /** Items are kept on the heap, until one is put. */
  private static ItemStores fullAtOnce() {
    ItemStores heap = HeapItemStore.stores();
    return new ItemStores() {
      @Override
      public ItemStore create(long expectedItems, long expectedBytes) throws IOException {
        ItemStore store = heap.create(expectedItems, expectedBytes);
        return (ItemStore)
            Proxy.newProxyInstance(
                ItemStore.class.getClassLoader(),
                new Class<?>[] {ItemStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("put")) {
                    throw new IllegalStateException("no more room in the map");
                  }
                  try {
                    return method.invoke(store, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
      }

      @Override
      public @Nullable ItemStore reopen(StoreSeal seal) {
        return null;
      }
    };
  }

  @Test
  void aWriteThatTheViewsCantTakeIsFatal(@TempDir Path folder) throws IOException {
    ShardFixture f =
        new ShardFixture(
            folder, fullAtOnce(), Durability.OS, ShardFixture.catalog(ShardFixture.table()));
    Answer put = f.put("a", "cat");
    AssertionError fatal = assertThrows(AssertionError.class, f.loop::run);
    assertInstanceOf(IllegalStateException.class, fatal.getCause());
    assertFalse(put.answered);
  }
}
