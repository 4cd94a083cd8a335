package io.antipode.node.operation.kinesis;

import static io.antipode.node.api.ApiModel.KINESIS;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.kinesis.DataStream;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;

/** {@code DescribeStreamSummary} of Kinesis. */
public final class DescribeStreamSummary implements Action<String, DataStream> {
  private static final Structure INPUT = KINESIS.input("DescribeStreamSummary");
  private static final int NAME = INPUT.index("StreamName");
  private static final int ARN = INPUT.index("StreamARN");

  private final KinesisContext context;

  public DescribeStreamSummary(KinesisContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "DescribeStreamSummary";
  }

  @Override
  public Structure input() {
    return INPUT;
  }

  @Override
  public String decode(Fields fields) {
    return KinesisContext.named(fields.textOrNull(NAME), fields.textOrNull(ARN));
  }

  @Override
  public void execute(String named, Caller caller, Answer<DataStream> answer) {
    answer.succeed(context.stream(named));
  }

  @Override
  public void render(DataStream stream, JsonOut out) {
    out.beginObject().name("StreamDescriptionSummary").beginObject();
    KinesisContext.describe(stream, out);
    KinesisContext.describeRetention(out);
    out.name("OpenShardCount").value(stream.shards(context.logs().shardCount()).size());
    out.endObject().endObject();
  }
}
