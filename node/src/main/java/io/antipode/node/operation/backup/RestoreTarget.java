package io.antipode.node.operation.backup;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.api.ErrorType;
import io.antipode.node.backup.ArchiveRecord.Restore;
import io.antipode.node.backup.DamagedCopyException;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.table.TableSizes.TableSize;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The new table of a restore: its name is free, and is taken once. Any thread. */
public final class RestoreTarget {
  /** Restores that an account may have under way. */
  private static final int MAX_RESTORES = 50;

  private final BackupContext context;

  public RestoreTarget(BackupContext context) {
    this.context = context;
  }

  /** Refuses a name that a table has. */
  void checkFree(String name) {
    TableDescriptor there = context.tables().catalog().view().byName(name);
    if (there == null) {
      return;
    }
    @Nullable Restore restore = context.backups().restoring(there.id());
    if (there.status() == TableStatus.CREATING && restore != null) {
      String source =
          restore.backupArn() == null
              ? " is already being restored from table: " + restore.sourceTableArn()
              : " is already being restored from backup: " + restore.backupArn();
      throw BackupContext.refused(ErrorType.TABLE_IN_USE, "Table: " + name + source);
    }
    throw alreadyExists(name);
  }

  private static RuntimeException alreadyExists(String name) {
    return BackupContext.refused(ErrorType.TABLE_ALREADY_EXISTS, "Table already exists: " + name);
  }

  /** Begins the restore. */
  CompletionStage<TableDescriptor> restore(Restore restore, TableDescriptor table) {
    if (context.backups().restores().size() >= MAX_RESTORES) {
      throw BackupContext.refused(
          ErrorType.LIMIT_EXCEEDED,
          "Subscriber limit exceeded: Only 50 restore operations can be in progress"
              + " simultaneously");
    }
    return context
        .backups()
        .restore(restore, table, () -> alreadyExists(table.name()))
        .exceptionally(RestoreTarget::refused);
  }

  /** A copy that is damaged is our fault, but its name helps. */
  private static TableDescriptor refused(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof DamagedCopyException damaged) {
      throw BackupContext.refused(
          ErrorType.INTERNAL_SERVER_ERROR, String.valueOf(damaged.getMessage()));
    }
    throw failure instanceof CompletionException wrapped
        ? wrapped
        : new CompletionException(failure);
  }

  void render(TableDescriptor made, JsonOut out) {
    out.beginObject();
    context.tables().description(made, TableSize.EMPTY).writeCreated(out.name("TableDescription"));
    out.endObject();
  }
}
