package io.antipode.node.operation.table;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.TableName;

/** {@code DescribeContinuousBackups}: no table has them yet, but Terraform asks of every table. */
public final class DescribeContinuousBackups implements Action<String, TableDescriptor> {
  private static final Structure INPUT = DYNAMODB.input("DescribeContinuousBackups");
  private static final int TABLE_NAME = INPUT.index("TableName");

  private final TableContext context;

  public DescribeContinuousBackups(TableContext context) {
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
    return TableName.required(context.region(), fields, TABLE_NAME);
  }

  @Override
  public void execute(String name, Caller caller, Answer<TableDescriptor> answer) {
    TableDescriptor table = context.catalog().view().byName(name);
    if (table == null) {
      throw new ApiException(new ApiError(ErrorType.TABLE_NOT_FOUND, "Table not found: " + name));
    }
    answer.succeed(table);
  }

  @Override
  public void render(TableDescriptor table, JsonOut out) {
    out.beginObject().name("ContinuousBackupsDescription").beginObject();
    out.name("ContinuousBackupsStatus").value("ENABLED");
    out.name("PointInTimeRecoveryDescription").beginObject();
    out.name("PointInTimeRecoveryStatus").value("DISABLED").endObject();
    out.endObject().endObject();
  }
}
