package io.antipode.node.operation.backup;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Restore;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.table.RestoreRules;
import io.antipode.node.operation.table.RestoreRules.Overrides;

/**
 * {@code RestoreTableFromBackup}: a new table, CREATING until all is there. One backup serves one
 * restore at a time, as on AWS.
 */
public final class RestoreTableFromBackup
    implements Action<RestoreTableFromBackup.Request, TableDescriptor> {
  private static final Structure INPUT = DYNAMODB.input("RestoreTableFromBackup");
  private static final int TARGET = INPUT.index("TargetTableName");
  private static final int BACKUP_ARN = INPUT.index("BackupArn");
  private static final RestoreRules RULES = new RestoreRules(INPUT);

  private final BackupContext context;
  private final RestoreTarget target;

  public RestoreTableFromBackup(BackupContext context, RestoreTarget target) {
    this.context = context;
    this.target = target;
  }

  /** A table that a backup is to become. */
  public record Request(String name, BackupArn arn, Overrides overrides) {}

  @Override
  public String name() {
    return "RestoreTableFromBackup";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    BackupArn arn = BackupArn.parse(fields.text(BACKUP_ARN));
    if (!arn.region().equals(context.tables().region().name())) {
      throw BackupContext.invalid(
          RULES.overridesEncryption(fields)
              ? "a backup of another region can't be restored here yet"
              : "sseSpecificationOverride must be provided for cross-region restores");
    }
    return new Request(fields.text(TARGET), arn, RULES.overrides(fields));
  }

  @Override
  public void execute(Request request, Caller caller, Answer<TableDescriptor> answer) {
    Backup backup = context.backup(request.arn());
    long nowMs = context.tables().time().epochMs();
    TableDescriptor table =
        RestoreRules.target(
            backup.table(), request.name(), request.overrides(), context.tables().entropy(), nowMs);
    target.checkFree(request.name());
    boolean used =
        context.backups().restores().stream().map(Restore::copyId).anyMatch(backup.id()::equals);
    if (used || !backup.finished()) {
      throw BackupContext.refused(
          ErrorType.BACKUP_IN_USE,
          (used ? "Backup is being used to restore another table: " : "Backup is being created: ")
              + request.arn());
    }
    Restore restore =
        new Restore(
            table.id(),
            Arns.table(context.tables().region(), backup.table().name()),
            request.arn().toString(),
            backup.id(),
            0,
            backup.createdAtMs());
    answer.with(target.restore(restore, table));
  }

  @Override
  public void render(TableDescriptor made, JsonOut out) {
    target.render(made, out);
  }
}
