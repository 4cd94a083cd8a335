package io.antipode.load.api;

import io.antipode.load.micro.DirectRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a region for exports, imports and bulk operations, and for all that is told of them. */
final class TransferConversation {
  private static final String TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/Orders";
  private static final Pattern OVER =
      Pattern.compile("Status\":\"(COMPLETED|COMPLETED_WITH_ERRORS|CANCELLED|FAILED)\"");

  private final DirectRegion region;
  private final Ask ask;
  private final Path folder;

  /** Asks for an action, and notes the answer. */
  interface Ask {
    String ask(String action, String json) throws IOException;
  }

  TransferConversation(DirectRegion region, Path folder, Ask ask) {
    this.folder = folder;
    this.region = region;
    this.ask = ask;
  }

  void all() throws IOException {
    exports();
    imports();
    bulk();
  }

  private void imports() throws IOException {
    Path bucket = Files.createDirectories(folder.resolve("buckets/there"));
    Files.writeString(bucket.resolve("in.csv"), "pk;g;x\na;b;c\n");
    String request =
        "{'S3BucketSource':{'S3Bucket':'there','S3BucketOwner':'000000000000','S3KeyPrefix':'%s'},"
            + "'InputFormat':'CSV','InputCompressionType':'NONE','ClientToken':'%s',"
            + "'InputFormatOptions':{'Csv':{'Delimiter':';','HeaderList':['pk','g','x']}},"
            + "'TableCreationParameters':{'TableName':'%s','BillingMode':'%s',%s"
            + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],"
            + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'},"
            + "{'AttributeName':'g','AttributeType':'S'}],"
            + "'SSESpecification':{'Enabled':true,'SSEType':'KMS','KMSMasterKeyId':'key'},"
            + "'GlobalSecondaryIndexes':[{'IndexName':'global','KeySchema':["
            + "{'AttributeName':'g','KeyType':'HASH'}],'Projection':{'ProjectionType':'INCLUDE',"
            + "'NonKeyAttributes':['x']}%s}]}}";
    String units = "'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5}";
    over(
        "DescribeImport",
        "ImportArn",
        ask.ask(
            "ImportTable",
            request.formatted("in.csv", "a", "Imported", "PROVISIONED", units + ",", "," + units)));
    over(
        "DescribeImport",
        "ImportArn",
        ask.ask(
            "ImportTable",
            request.formatted(
                "none",
                "b",
                "Missing",
                "PAY_PER_REQUEST",
                "'OnDemandThroughput':{'MaxReadRequestUnits':9000,'MaxWriteRequestUnits':9000},",
                "")));
    ask.ask("ListImports", "{'PageSize':1}");
  }

  private void bulk() throws IOException {
    String request =
        "{'TableName':'Two','ClientToken':'%s','PerformanceTier':'ACCELERATED',"
            + "'MaxWriteRequestUnits':100,'InputS3Configuration':{'S3Bucket':'there',"
            + "'S3BucketOwner':'000000000000','S3KeyPrefix':'%s','InputFormat':'DYNAMODB_JSON',"
            + "'InputCompressionType':'NONE'},'OutputS3Configuration':{'S3Bucket':'there',"
            + "'S3BucketOwner':'000000000000','S3KeyPrefix':'told','S3SseAlgorithm':'KMS',"
            + "'S3SseKmsKeyId':'key','OutputType':['ERROR','CONDITION_CHECK_FAILURE']}}";
    Path bucket = folder.resolve("buckets/there");
    Files.writeString(bucket.resolve("in.json"), "{\"Item\":{\"pk\":{\"S\":\"bulk\"}}}\n");
    String describe = "DescribeBulkOperation";
    String member = "BulkOperationArn";
    over(describe, member, ask.ask("StartBulkPutItems", request.formatted("a", "in.json")));
    over(describe, member, ask.ask("StartBulkPutItems", request.formatted("b", "none")));
    String begun = ask.ask("StartBulkPutItems", request.formatted("c", "in.json"));
    Matcher arn = Pattern.compile("\"" + member + "\":\"([^\"]*)\"").matcher(begun);
    if (!arn.find()) {
      throw new AssertionError(begun);
    }
    ask.ask("CancelBulkOperation", "{'" + member + "':'" + arn.group(1) + "'}");
    over(describe, member, begun);
    ask.ask("ListBulkOperations", "{'MaxResults':1}");
  }

  private void exports() throws IOException {
    String request =
        "{'TableArn':'"
            + TABLE
            + "','S3Bucket':'there','S3BucketOwner':'000000000000','S3SseAlgorithm':'KMS',"
            + "'S3SseKmsKeyId':'key','ExportType':'FULL_EXPORT','ClientToken':'t','S3Prefix':'%s','FilterSpecification':{'KeyConditionExpression':'pk"
            + " = :a','FilterExpression':'#l = :a',"
            + "'ProjectionExpression':'pk','ExpressionAttributeNames':{'#l':'l'},"
            + "'ExpressionAttributeValues':{':a':{'S':'a'}}}}";
    over(
        "DescribeExport", "ExportArn", ask.ask("ExportTableToPointInTime", request.formatted("p")));
    String failing = request.formatted("no//file").replace("'ClientToken':'t',", "");
    over("DescribeExport", "ExportArn", ask.ask("ExportTableToPointInTime", failing));
    ask.ask("ListExports", "{'MaxResults':1}");
  }

  private void over(String describe, String member, String begun) throws IOException {
    Matcher arn = Pattern.compile("\"" + member + "\":\"([^\"]*)\"").matcher(begun);
    if (!arn.find()) {
      throw new AssertionError("no " + member + " in " + begun);
    }
    String told = begun;
    while (!OVER.matcher(told).find()) {
      region.pump();
      told = ask.ask(describe, "{'" + member + "':'" + arn.group(1) + "'}");
    }
  }
}
