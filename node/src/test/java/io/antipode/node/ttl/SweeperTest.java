package io.antipode.node.ttl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.placement.KeySpace;
import io.antipode.cluster.topology.Region;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ExpiryShard;
import io.antipode.node.storage.HandLoop;
import io.antipode.node.storage.ItemShard.WriteCallback;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.view.StoredHead;
import io.antipode.replication.clock.Version;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a sweep goes on, over a shard that says whatever the test wants. */
class SweeperTest {
  private static final Region HERE = new Region("us-east-1");

  private final HandLoop loop = new HandLoop();
  private final DueItems due = new DueItems(loop);

  @Test
  void aDeletionThatThrowsDoesNotEndTheSweepsForGood() {
    due.addItems(20, 100);
    due.toThrow = 1;
    assertThrows(IllegalStateException.class, this::start);
    loop.advanceMs(3_000);
    assertEquals(List.of(), due.keys);
  }

  @Test
  void whatIsCommittedAfterAThrowIsNobodysTurn() {
    due.addItems(20, 100);
    due.late = true;
    due.toThrow = 3;
    assertThrows(IllegalStateException.class, this::start);
    loop.advanceMs(5_000);
    assertEquals(List.of(), due.keys);
  }

  @Test
  void aTurnDeletesAFewSmallItems() {
    due.addItems(100, 100);
    start();
    loop.advanceMs(3_000);
    assertEquals(List.of(), due.keys);
    assertEquals(16, due.mostInATurn);
  }

  @Test
  void aTurnEndsWithALargeItem() {
    due.addItems(10, 400 << 10);
    start();
    loop.advanceMs(3_000);
    assertEquals(List.of(), due.keys);
    assertEquals(1, due.mostInATurn);
  }

  private void start() {
    Shard shard =
        (Shard)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Shard.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "isServing" -> true;
                      case "expiry" -> due;
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    Sweeper.start(shard, loop, loop.time());
    loop.run();
  }

  /** Items that are due at once, in the order in which they were added. */
  private static final class DueItems implements ExpiryShard {
    private final HandLoop loop;
    private final List<ItemKey> keys = new ArrayList<>();
    private int imageBytes;
    private int toThrow;
    private boolean late;
    private int inTurn;
    private int mostInATurn;

    DueItems(HandLoop loop) {
      this.loop = loop;
    }

    void addItems(int count, int newImageBytes) {
      imageBytes = newImageBytes;
      for (int i = 0; i < count; i++) {
        keys.add(ItemKey.of(KeySpace.byId(1), new AttributeValue.S("k" + i), null));
      }
    }

    @Override
    public List<Expiring> expiring() {
      return List.of(new Expiring(1, 1, List.of()));
    }

    @Override
    public byte[] placeOf(Expiring table, long fromSeconds) {
      return new byte[0];
    }

    @Override
    public boolean walk(Expiring table, byte[] place, long untilSeconds, DueVisitor visitor) {
      inTurn = 0;
      for (ItemKey key : List.copyOf(keys)) {
        if (!visitor.visit(new Due(untilSeconds, key, new byte[0]))) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void expire(
        Expiring table, ItemKey key, long fromSeconds, long untilSeconds, WriteCallback callback) {
      if (toThrow > 0 && --toThrow == 0) {
        throw new IllegalStateException("as the test wants it");
      }
      mostInATurn = Math.max(mostInATurn, ++inTurn);
      assertTrue(keys.remove(key));
      if (late) {
        loop.schedule(700, () -> callback.committed(null, null, null));
      } else {
        callback.committed(null, null, null);
      }
    }

    @Override
    public @Nullable StoredHead head(ItemKey key) {
      return new StoredHead(new Version(1, HERE), imageBytes);
    }
  }
}
