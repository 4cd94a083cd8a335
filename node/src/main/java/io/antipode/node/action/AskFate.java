package io.antipode.node.action;

import io.antipode.node.item.Bytes;
import io.antipode.node.storage.Ledger;
import io.antipode.node.storage.Shard;
import io.antipode.node.storage.TransactionId;

/** Asks a transaction's home what becomes of it; undecided while the home does not serve. */
public record AskFate(Bytes token, TransactionId transaction) implements ShardMessage<Ledger.Fate> {
  @Override
  public void on(Shard shard, Answer<Ledger.Fate> answer) {
    answer.succeed(
        shard.isServing()
            ? shard.transactions().ledger().fate(token, transaction)
            : Ledger.Fate.UNDECIDED);
  }
}
