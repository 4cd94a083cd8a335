package io.antipode.node.action;

import io.antipode.node.storage.Shard;
import java.util.List;

/**
 * Several actions on items of one shard, each on its own; answered when all have ended.
 *
 * @param actions at least one
 */
public record WriteItems(List<ItemAction> actions) implements ShardMessage<List<ItemResult>> {
  @Override
  public void on(Shard shard, Answer<List<ItemResult>> answer) {
    Gathering<ItemResult> gathering = new Gathering<>(actions.size(), answer);
    for (int i = 0; i < actions.size(); i++) {
      ShardMessage.deliver(actions.get(i), shard, gathering.place(i));
    }
  }
}
