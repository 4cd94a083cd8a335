package io.antipode.node.action;

import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.storage.ItemShard.Decider;
import io.antipode.node.storage.ItemShard.Decision;
import io.antipode.node.storage.ItemShard.WriteCallback;
import io.antipode.node.storage.ItemShard.WriteRefusal;
import io.antipode.node.storage.OutcomeUnknownException;
import io.antipode.node.storage.Shard;
import io.antipode.replication.clock.Version;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table that is being filled: they are put, or removed, whatever is there, so it may be
 * said twice. Answered when all are committed: whether all were taken, else it is to be said again.
 *
 * @param rows at least one; of one key, the later counts
 */
public record FillItems(List<Row> rows) implements ShardMessage<Boolean> {
  /**
   * One of them.
   *
   * @param key of the table that is filled
   * @param image canonical bytes of the item, null for none
   */
  public record Row(byte[] key, byte @Nullable [] image) implements Decider {
    @Override
    public Decision decide(@Nullable Item current) {
      if (image == null) {
        return current == null ? Decision.Nothing.INSTANCE : Decision.Delete.INSTANCE;
      }
      return current != null && Arrays.equals(current.bytes(), image)
          ? Decision.Nothing.INSTANCE
          : new Decision.Put(Item.ofBytes(image));
    }
  }

  @Override
  public void on(Shard shard, Answer<Boolean> answer) {
    Gathering<Boolean> gathering =
        new Gathering<>(
            rows.size(),
            new Answer<>() {
              @Override
              public void succeed(List<Boolean> taken) {
                answer.succeed(!taken.contains(false));
              }

              @Override
              public void fail(Throwable failure) {
                answer.fail(failure);
              }
            });
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Answer<Boolean> place = gathering.place(i);
      place.guard(() -> shard.write(ItemKey.ofBytes(row.key()), row, new Filling(place)));
    }
  }

  private record Filling(Answer<Boolean> answer) implements WriteCallback {
    @Override
    public void committed(@Nullable Version version, @Nullable Item before, @Nullable Item after) {
      answer.succeed(true);
    }

    @Override
    public void unknown() {
      answer.fail(new OutcomeUnknownException());
    }

    @Override
    public void refused(WriteRefusal refusal) {
      answer.succeed(false);
    }
  }
}
