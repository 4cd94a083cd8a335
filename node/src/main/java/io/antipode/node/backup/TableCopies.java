package io.antipode.node.backup;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.backup.ArchiveRecord.Restore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What copies have to do with tables, as those see it who make and delete them; any thread. */
public interface TableCopies {
  /** Where there are none. */
  TableCopies NONE =
      new TableCopies() {
        @Override
        public @Nullable Restore restoring(long tableId) {
          return null;
        }

        @Override
        public boolean isNeeded(long tableId) {
          return false;
        }

        @Override
        public CompletionStage<TableDescriptor> deleteLater(
            TableDescriptor table, long items, long bytes) {
          return CompletableFuture.failedFuture(new IllegalStateException("nobody needs it"));
        }
      };

  /** The restore that fills a table, or null. */
  @Nullable Restore restoring(long tableId);

  /** Whether a table that is to be deleted is still needed, by copies or for its last one. */
  boolean isNeeded(long tableId);

  /**
   * Deletes a table once all copies of it are there; among them the last one, which a table with
   * point-in-time recovery leaves.
   *
   * @param items that it has
   * @param bytes the same, by DynamoDB's rules of size
   * @return completes once that is remembered
   */
  CompletionStage<TableDescriptor> deleteLater(TableDescriptor table, long items, long bytes);
}
