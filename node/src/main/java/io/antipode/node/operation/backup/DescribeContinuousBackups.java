package io.antipode.node.operation.backup;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;

/** {@code DescribeContinuousBackups}. */
public final class DescribeContinuousBackups implements Action<String, RecoveryText> {
  private static final Structure INPUT = DYNAMODB.input("DescribeContinuousBackups");
  private static final int TABLE_NAME = INPUT.index("TableName");

  private final BackupContext context;

  public DescribeContinuousBackups(BackupContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "DescribeContinuousBackups";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public String decode(Fields fields) {
    return TableName.required(context.tables().region(), fields, TABLE_NAME);
  }

  @Override
  public void execute(String name, Caller caller, Answer<RecoveryText> answer) {
    answer.succeed(RecoveryText.of(context.backups().recovery(), context.table(name).id()));
  }

  @Override
  public void render(RecoveryText told, JsonOut out) {
    told.write(out);
  }
}
