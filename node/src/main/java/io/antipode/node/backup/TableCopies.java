package io.antipode.node.backup;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.backup.ArchiveRecord.Restore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
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
        public boolean isBackedUp(long tableId) {
          return false;
        }

        @Override
        public boolean leavesLastCopy(long tableId) {
          return false;
        }

        @Override
        public CompletionStage<TableDescriptor> deleteLater(
            TableDescriptor table, long items, long bytes, Consumer<TableDescriptor> check) {
          return CompletableFuture.failedFuture(new IllegalStateException("nobody needs it"));
        }
      };

  /** The restore that fills a table, or null. */
  @Nullable Restore restoring(long tableId);

  /** Whether a backup that a client asked for is being made of a table, which stays until then. */
  boolean isBackedUp(long tableId);

  /** Whether a table leaves a last copy, for which it is needed until that is there. */
  boolean leavesLastCopy(long tableId);

  /**
   * Deletes a table once the last copy is there that it leaves.
   *
   * @param items that it has
   * @param bytes the same, by DynamoDB's rules of size
   * @param check throws for a table, as it stands then, that must stay
   * @return completes once that is remembered
   */
  CompletionStage<TableDescriptor> deleteLater(
      TableDescriptor table, long items, long bytes, Consumer<TableDescriptor> check);
}
