package io.antipode.node.operation.transfer;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Direction;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;

/** {@code CancelBulkOperation}: what was written stays, and no more is begun. */
public final class CancelBulkOperation implements Action<String, Transfer> {
  private static final Structure INPUT = DYNAMODB.input("CancelBulkOperation");
  private static final int ARN = INPUT.index("BulkOperationArn");

  private final TransferActions actions;

  public CancelBulkOperation(TransferActions actions) {
    this.actions = actions;
  }

  @Override
  public String name() {
    return "CancelBulkOperation";
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
    Transfer found = actions.find(Direction.BULK, arn);
    if (found.isOver()) {
      throw ApiException.validation("Bulk operation is not in progress: " + arn);
    }
    answer.with(actions.transfers().cancel(found));
  }

  @Override
  public void render(Transfer found, JsonOut out) {
    out.beginObject();
    new BulkText(actions.tables().region(), found).identity(out);
    out.endObject();
  }
}
