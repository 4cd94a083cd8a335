package io.antipode.node.operation.transfer;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Direction;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;

/** {@code DescribeBulkOperation}. */
public final class DescribeBulkOperation implements Action<String, Transfer> {
  private static final Structure INPUT = DYNAMODB.input("DescribeBulkOperation");
  private static final int ARN = INPUT.index("BulkOperationArn");

  private final TransferActions actions;

  public DescribeBulkOperation(TransferActions actions) {
    this.actions = actions;
  }

  @Override
  public String name() {
    return "DescribeBulkOperation";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public String decode(Fields fields) {
    return BulkRules.arn(fields, ARN);
  }

  @Override
  public void execute(String arn, Caller caller, Answer<Transfer> answer) {
    answer.succeed(actions.find(Direction.BULK, arn));
  }

  @Override
  public void render(Transfer found, JsonOut out) {
    new BulkText(actions.tables().region(), found).description(out);
  }
}
