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

/** {@code DescribeExport}. */
public final class DescribeExport implements Action<String, Transfer> {
  private static final Structure INPUT = DYNAMODB.input("DescribeExport");
  private static final int ARN = INPUT.index("ExportArn");

  private final TransferActions actions;

  public DescribeExport(TransferActions actions) {
    this.actions = actions;
  }

  @Override
  public String name() {
    return "DescribeExport";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public String decode(Fields fields) {
    return fields.text(ARN);
  }

  @Override
  public void execute(String arn, Caller caller, Answer<Transfer> answer) {
    answer.succeed(actions.find(Direction.EXPORT, arn));
  }

  @Override
  public void render(Transfer found, JsonOut out) {
    new ExportText(actions.tables().region(), found).description(out);
  }
}
