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

/** {@code DescribeImport}. */
public final class DescribeImport implements Action<String, Transfer> {
  private static final Structure INPUT = DYNAMODB.input("DescribeImport");
  private static final int ARN = INPUT.index("ImportArn");

  private final TransferActions actions;

  public DescribeImport(TransferActions actions) {
    this.actions = actions;
  }

  @Override
  public String name() {
    return "DescribeImport";
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
    answer.succeed(actions.find(Direction.IMPORT, arn));
  }

  @Override
  public void render(Transfer found, JsonOut out) {
    new ImportText(actions.tables().region(), found).description(out);
  }
}
