package io.antipode.node.operation.table;

import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.request.Body;
import io.antipode.node.operation.request.TableArn;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Questions that always have the same answer: limits, endpoints, and features that no table has yet
 * but that clients (Terraform, the console of the CLI) ask every table for.
 */
public final class FixedAnswers {
  private static final long ACCOUNT_UNITS = 80_000;
  private static final long TABLE_UNITS = 40_000;
  private static final long ENDPOINT_CACHE_MINUTES = 1_440;

  private FixedAnswers() {}

  /** What is written into the answer's object. */
  private interface Answer {
    void write(JsonOut out);
  }

  /**
   * @param endpoint host and port at which clients reach this region
   */
  public static List<Operation> all(TableContext context, String endpoint) {
    return List.of(
        fixed("DescribeLimits", FixedAnswers::limits),
        operation(
            "DescribeEndpoints",
            body -> {},
            (call, out) -> endpoints(out, call.endpoint(endpoint))),
        ofTable(
            context, "DescribeTimeToLive", ErrorType.RESOURCE_NOT_FOUND, FixedAnswers::timeToLive),
        ofTable(
            context,
            "DescribeContinuousBackups",
            ErrorType.TABLE_NOT_FOUND,
            FixedAnswers::continuousBackups));
  }

  private static void limits(JsonOut out) {
    out.name("AccountMaxReadCapacityUnits").value(ACCOUNT_UNITS);
    out.name("AccountMaxWriteCapacityUnits").value(ACCOUNT_UNITS);
    out.name("TableMaxReadCapacityUnits").value(TABLE_UNITS);
    out.name("TableMaxWriteCapacityUnits").value(TABLE_UNITS);
  }

  private static void endpoints(JsonOut out, String endpoint) {
    out.name("Endpoints").beginArray().beginObject();
    out.name("Address").value(endpoint);
    out.name("CachePeriodInMinutes").value(ENDPOINT_CACHE_MINUTES);
    out.endObject().endArray();
  }

  private static void timeToLive(JsonOut out) {
    out.name("TimeToLiveDescription").beginObject();
    out.name("TimeToLiveStatus").value("DISABLED").endObject();
  }

  private static void continuousBackups(JsonOut out) {
    out.name("ContinuousBackupsDescription").beginObject();
    out.name("ContinuousBackupsStatus").value("ENABLED");
    out.name("PointInTimeRecoveryDescription").beginObject();
    out.name("PointInTimeRecoveryStatus").value("DISABLED").endObject();
    out.endObject();
  }

  private static Operation fixed(String name, Answer answer) {
    return operation(name, body -> {}, (call, out) -> answer.write(out));
  }

  private static Operation ofTable(
      TableContext context, String name, ErrorType absent, Answer answer) {
    return operation(
        name,
        body -> {
          String table = TableArn.requiredTable(context.region(), body);
          if (context.catalog().view().byName(table) == null) {
            throw absent == ErrorType.TABLE_NOT_FOUND
                ? new ApiException(new ApiError(absent, "Table not found: " + table))
                : Invalid.noSuchTable(table);
          }
        },
        (call, out) -> answer.write(out));
  }

  private static Operation operation(
      String name, Consumer<Body> check, BiConsumer<Call, JsonOut> answer) {
    return new Operation() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void handle(Call call) throws IOException {
        check.accept(Body.read(call.body(), TableShapes.ONLY_TABLE_NAME));
        Answers.object(call, out -> answer.accept(call, out));
      }
    };
  }
}
