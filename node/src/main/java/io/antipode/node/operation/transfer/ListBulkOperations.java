package io.antipode.node.operation.transfer;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.backup.ArchiveRecord.Transfer.Direction;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;
import org.jspecify.annotations.Nullable;

/** {@code ListBulkOperations}: those of the last 90 days. */
public final class ListBulkOperations implements Action<ListBulkOperations.Request, TransferPage> {
  private static final Structure INPUT = DYNAMODB.input("ListBulkOperations");
  private static final int MAX = INPUT.index("MaxResults");
  private static final int TOKEN = INPUT.index("NextToken");
  private static final long MAX_RESULTS = 25;

  private final TransferActions actions;

  public ListBulkOperations(TransferActions actions) {
    this.actions = actions;
  }

  /** Which ones. */
  public record Request(@Nullable Long max, @Nullable String token) {}

  @Override
  public String name() {
    return "ListBulkOperations";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public Request decode(Fields fields) {
    Long max = fields.wholeOrNull(MAX);
    if (max != null && (max < 1 || max > MAX_RESULTS)) {
      throw ApiException.validation(
          "1 validation error detected: Value '%d' at 'maxResults' failed to satisfy constraint: Member must have value %s"
              .formatted(
                  max,
                  max < 1 ? "greater than or equal to 1" : "less than or equal to " + MAX_RESULTS));
    }
    return new Request(max, fields.textOrNull(TOKEN));
  }

  @Override
  public void execute(Request request, Caller caller, Answer<TransferPage> answer) {
    answer.succeed(
        TransferPage.of(
            actions.transfers().all(Direction.BULK), each -> true, request.max(), request.token()));
  }

  @Override
  public void render(TransferPage page, JsonOut out) {
    out.beginObject();
    out.name("BulkOperationsSummaryList").beginArray();
    page.transfers().forEach(each -> new BulkText(actions.tables().region(), each).summary(out));
    out.endArray();
    if (page.nextToken() != null) {
      out.name("NextToken").value(page.nextToken());
    }
    out.endObject();
  }
}
