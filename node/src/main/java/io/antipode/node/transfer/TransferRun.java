package io.antipode.node.transfer;

import io.antipode.node.backup.ArchiveRecord.Transfer;
import java.util.concurrent.CompletionStage;

/** One transfer at work. On the loop of transfers. */
interface TransferRun {
  /**
   * Does it, from its beginning or from where an earlier run was.
   *
   * @return completes on the loop, with how it ended; exceptionally where it failed or was stopped
   */
  CompletionStage<Transfer> run();

  /** Gives it up soon. */
  void stop();
}
