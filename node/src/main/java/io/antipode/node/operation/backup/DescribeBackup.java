package io.antipode.node.operation.backup;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;

/** {@code DescribeBackup}. */
public final class DescribeBackup implements Action<BackupArn, DescribeBackup.Found> {
  private static final Structure INPUT = DYNAMODB.input("DescribeBackup");
  private static final int BACKUP_ARN = INPUT.index("BackupArn");

  private final BackupContext context;

  public DescribeBackup(BackupContext context) {
    this.context = context;
  }

  /**
   * A backup.
   *
   * @param arn that it was asked for by
   */
  public record Found(Backup backup, String arn) {}

  @Override
  public String name() {
    return "DescribeBackup";
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
    answer.succeed(new Found(context.backup(arn), arn.toString()));
  }

  @Override
  public void render(Found found, JsonOut out) {
    out.beginObject();
    new BackupText(
            context.tables().region(),
            found.backup(),
            found.arn(),
            BackupText.statusOf(found.backup()))
        .description(out);
    out.endObject();
  }
}
