package io.antipode.node.operation.backup;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Kind;
import io.antipode.node.backup.ArchiveRecord.Restore;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.backup.DescribeBackup.Found;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code DeleteBackup}: it is not found any more when the answer is given. */
public final class DeleteBackup implements Action<BackupArn, Found> {
  private static final Structure INPUT = DYNAMODB.input("DeleteBackup");
  private static final int BACKUP_ARN = INPUT.index("BackupArn");

  private final BackupContext context;

  public DeleteBackup(BackupContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "DeleteBackup";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public BackupArn decode(Fields fields) {
    return BackupArn.parse(fields.text(BACKUP_ARN));
  }

  @Override
  public void execute(BackupArn arn, Caller caller, Answer<Found> answer) {
    Backup backup = context.backup(arn);
    if (backup.kind() == Kind.SYSTEM) {
      throw BackupContext.invalid(
          "User is not allowed to delete the system backup with arn "
              + arn
              + ". It will automatically expire on "
              + Instant.ofEpochMilli(backup.expiresAtMs()).truncatedTo(ChronoUnit.SECONDS));
    }
    if (!backup.finished()) {
      throw BackupContext.refused(ErrorType.BACKUP_IN_USE, "Backup is being created: " + arn);
    }
    if (context.backups().restores().stream().map(Restore::copyId).anyMatch(backup.id()::equals)) {
      throw BackupContext.refused(
          ErrorType.BACKUP_IN_USE, "Backup is being used to restore table: " + arn);
    }
    answer.with(
        context.backups().delete(backup).thenApply(gone -> new Found(gone, arn.toString())));
  }

  @Override
  public void render(Found deleted, JsonOut out) {
    out.beginObject();
    new BackupText(context.tables().region(), deleted.backup(), deleted.arn(), BackupText.DELETED)
        .description(out);
    out.endObject();
  }
}
