package io.antipode.node.action;

import io.antipode.node.item.Bytes;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionId;

/** Tells a transaction's home that nobody works at it any more; answered with true. */
public record EndTransaction(Bytes token, TransactionId transaction)
    implements ShardMessage<Boolean> {
  @Override
  public void on(Shard shard, Answer<Boolean> answer) {
    shard.transactions().ledger().end(token, transaction);
    answer.succeed(true);
  }
}
