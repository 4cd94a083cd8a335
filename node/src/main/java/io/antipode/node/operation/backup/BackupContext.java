package io.antipode.node.operation.backup;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.Backups;
import io.antipode.node.operation.table.TableContext;
import org.jspecify.annotations.Nullable;

/** What the actions about backups work with. */
public record BackupContext(TableContext tables, Backups backups) {
  /** The table of that name, which is made already. */
  TableDescriptor table(String name) {
    TableDescriptor table = tables.catalog().view().byName(name);
    if (table == null || table.status() == TableStatus.CREATING) {
      throw refused(ErrorType.TABLE_NOT_FOUND, "Table not found: " + name);
    }
    return table;
  }

  /** Refuses to copy a table that goes. */
  void checkStays(TableDescriptor table) {
    TableDescriptor now = tables.catalog().view().byId(table.id());
    if (now == null
        || now.status() == TableStatus.DELETED
        || now.status() == TableStatus.DELETING
        || backups.isLeaving(table.id())) {
      throw refused(ErrorType.TABLE_IN_USE, "Table is being deleted: " + table.name());
    }
  }

  /** The backup that an ARN names. */
  Backup backup(BackupArn arn) {
    @Nullable Backup backup = backups.find(arn.id());
    if (backup == null) {
      throw refused(ErrorType.BACKUP_NOT_FOUND, "Backup not found: " + arn);
    }
    return backup;
  }

  /** The name that a backup is known by. */
  String arnOf(Backup backup) {
    return BackupArn.of(tables.region(), backup).toString();
  }

  static ApiException refused(ErrorType type, String why) {
    return new ApiException(new ApiError(type, why));
  }

  static ApiException invalid(String why) {
    return ApiException.validation("Invalid Request: " + why);
  }
}
