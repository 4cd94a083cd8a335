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
import org.jspecify.annotations.Nullable;

/** {@code ListExports}: those of the last 90 days, by their ARNs' ids; their tables may be gone. */
public final class ListExports implements Action<ListExports.Request, TransferPage> {
  private static final Structure INPUT = DYNAMODB.input("ListExports");
  private static final int TABLE_ARN = INPUT.index("TableArn");
  private static final int MAX = INPUT.index("MaxResults");
  private static final int TOKEN = INPUT.index("NextToken");

  private final TransferActions actions;

  public ListExports(TransferActions actions) {
    this.actions = actions;
  }

  /**
   * Which ones.
   *
   * @param table null for all
   */
  public record Request(@Nullable String table, @Nullable Long max, @Nullable String token) {
    boolean wants(Transfer transfer) {
      return table == null || table.equals(transfer.tableName());
    }
  }

  @Override
  public String name() {
    return "ListExports";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    String arn = fields.textOrNull(TABLE_ARN);
    return new Request(
        arn == null ? null : TransferArn.table(actions.tables().region(), arn),
        fields.wholeOrNull(MAX),
        fields.textOrNull(TOKEN));
  }

  @Override
  public void execute(Request request, Caller caller, Answer<TransferPage> answer) {
    answer.succeed(
        TransferPage.of(
            actions.transfers().all(Direction.EXPORT),
            request::wants,
            request.max(),
            request.token()));
  }

  @Override
  public void render(TransferPage page, JsonOut out) {
    out.beginObject();
    out.name("ExportSummaries").beginArray();
    page.transfers().forEach(each -> new ExportText(actions.tables().region(), each).summary(out));
    out.endArray();
    if (page.nextToken() != null) {
      out.name("NextToken").value(page.nextToken());
    }
    out.endObject();
  }
}
