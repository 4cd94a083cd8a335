package io.antipode.node.action;

import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionId;
import java.util.Set;

/** Asks for which of some transactions a shard holds anything. */
public record AskHeld(Set<TransactionId> transactions) implements ShardMessage<Set<TransactionId>> {
  @Override
  public void on(Shard shard, Answer<Set<TransactionId>> answer) {
    answer.succeed(shard.transactions().heldFor(transactions));
  }
}
