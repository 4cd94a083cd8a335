package io.antipode.node.action;

import io.antipode.node.storage.Shard;

/**
 * What an event loop asks of a shard that may live on another one: a value, never a closure. On one
 * node it arrives as it is; nothing in it would be lost on the way to another.
 *
 * @param <R> what is answered
 */
public sealed interface ShardMessage<R>
    permits ItemAction,
        WriteItems,
        ReadItem,
        ReadItems,
        ReadPage,
        ReadEntries,
        ReadStream,
        BoundStream,
        HoldItems,
        SettleItems,
        LookAtItems,
        BeginTransaction,
        DecideTransaction,
        EndTransaction,
        AskFate,
        AskHeld,
        FillItems,
        MeasureTable {
  /** Carries it out; on the shard's loop, by way of {@link #deliver}. */
  void on(Shard shard, Answer<R> answer);

  /**
   * Hands a message to its shard, on the shard's loop. Whatever is thrown there becomes the answer:
   * nobody waits in vain.
   */
  static <R> void deliver(ShardMessage<R> message, Shard shard, Answer<R> answer) {
    try {
      message.on(shard, answer);
    } catch (RuntimeException | Error failure) {
      answer.fail(failure);
    }
  }
}
