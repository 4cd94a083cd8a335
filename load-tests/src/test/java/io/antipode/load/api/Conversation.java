package io.antipode.load.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.load.micro.DirectRegion;
import io.antipode.node.api.ApiModel;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a region for everything that it can answer, so that each member of an answer is seen once.
 * Requests are written with single quotes for double ones.
 */
final class Conversation {
  private static final String TABLE = "'TableName':'Orders'";
  private static final String ARN =
      "'ResourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/Orders'";
  private static final String ALL =
      "'ReturnConsumedCapacity':'INDEXES','ReturnItemCollectionMetrics':'SIZE'";
  private static final String KEY = "'Key':{'pk':{'S':'a'},'sk':{'N':'1'}}";

  private static final String POLICY =
      "{\\\"Statement\\\":{\\\"Effect\\\":\\\"Allow\\\",\\\"Action\\\":\\\"dynamodb:GetItem\\\","
          + "\\\"Principal\\\":{\\\"AWS\\\":\\\"000000000000\\\"},\\\"Resource\\\":\\\"*\\\"}}";

  private final DirectRegion region;
  private final Path folder;
  private final DirectRegion.Answer answer;
  private final Answered answered = new Answered();

  /**
   * @param folder the region's
   */
  Conversation(DirectRegion region, Path folder) {
    this.folder = folder;
    this.region = region;
    answer = region.new Answer();
  }

  Answered all() throws IOException {
    tables();
    items();
    streams();
    backups();
    new TransferConversation(region, folder, this::ask).all();
    largeItems();
    ends();
    return answered;
  }

  /** The answer as text. */
  private String ask(String action, String json) throws IOException {
    Operation operation = region.operation(action);
    JsonOut out = answer.await(operation, json.replace('\'', '"').getBytes(UTF_8));
    ApiModel model = Objects.requireNonNull(SdkMembers.modelOf(action));
    answered.note(out.array(), out.length(), model.output(action));
    return new String(out.array(), 0, out.length(), UTF_8);
  }

  private void tables() throws IOException {
    ask(
        "CreateTable",
        "{"
            + TABLE
            + """
            ,'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5},
            'TableClass':'STANDARD_INFREQUENT_ACCESS',
            'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'},
             {'AttributeName':'sk','AttributeType':'N'},{'AttributeName':'l','AttributeType':'S'},
             {'AttributeName':'g','AttributeType':'S'}],
            'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'},
             {'AttributeName':'sk','KeyType':'RANGE'}],
            'LocalSecondaryIndexes':[{'IndexName':'local','KeySchema':[
             {'AttributeName':'pk','KeyType':'HASH'},{'AttributeName':'l','KeyType':'RANGE'}],
             'Projection':{'ProjectionType':'INCLUDE','NonKeyAttributes':['x']}}],
            'GlobalSecondaryIndexes':[{'IndexName':'global','KeySchema':[
             {'AttributeName':'g','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'},
             'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':5}}],
            'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_AND_OLD_IMAGES'},
            'SSESpecification':{'Enabled':true,'SSEType':'KMS'},
            'Tags':[{'Key':'team','Value':'red'}]}
            """);
    region.awaitActive("Orders");
    update("'ProvisionedThroughput':{'ReadCapacityUnits':4,'WriteCapacityUnits':6}");
    update(
        "'BillingMode':'PAY_PER_REQUEST','OnDemandThroughput':{'MaxReadRequestUnits':9000,'MaxWriteRequestUnits':9000}");
    update("'WarmThroughput':{'ReadUnitsPerSecond':20000}");
    ask("DescribeTable", "{" + TABLE + "}");
    for (String name : new String[] {"Two", "Three"}) {
      ask(
          "CreateTable",
          """
          {'TableName':'%s','BillingMode':'PAY_PER_REQUEST',
          'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],
          'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],
          'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'KEYS_ONLY'}}
          """
              .formatted(name));
      region.awaitActive(name);
    }
    ask("ListTables", "{'Limit':1}");
    ask("TagResource", "{" + ARN + ",'Tags':[{'Key':'k','Value':'v'}]}");
    ask("UntagResource", "{" + ARN + ",'TagKeys':['k']}");
    ask("ListTagsOfResource", "{" + ARN + "}");
    ask(
        "UpdateTimeToLive",
        "{" + TABLE + ",'TimeToLiveSpecification':{'Enabled':true,'AttributeName':'until'}}");
    ask("DescribeTimeToLive", "{" + TABLE + "}");
    ask(
        "UpdateContributorInsights",
        "{"
            + TABLE
            + ",'ContributorInsightsAction':'ENABLE','ContributorInsightsMode':'THROTTLED_KEYS'}");
    ask(
        "UpdateContributorInsights",
        "{" + TABLE + ",'IndexName':'global','ContributorInsightsAction':'ENABLE'}");
    ask("DescribeContributorInsights", "{" + TABLE + ",'IndexName':'global'}");
    ask("ListContributorInsights", "{'MaxResults':1}");
    ask("ListContributorInsights", "{" + TABLE + "}");
    ask(
        "EnableKinesisStreamingDestination",
        "{"
            + TABLE
            + ",'StreamArn':'arn:aws:kinesis:us-east-1:000000000000:stream/changes',"
            + "'EnableKinesisStreamingConfiguration':"
            + "{'ApproximateCreationDateTimePrecision':'MILLISECOND'}}");
    ask(
        "UpdateKinesisStreamingDestination",
        "{"
            + TABLE
            + ",'StreamArn':'arn:aws:kinesis:us-east-1:000000000000:stream/changes',"
            + "'UpdateKinesisStreamingConfiguration':"
            + "{'ApproximateCreationDateTimePrecision':'MICROSECOND'}}");
    ask("DescribeKinesisStreamingDestination", "{" + TABLE + "}");
    ask(
        "DisableKinesisStreamingDestination",
        "{" + TABLE + ",'StreamArn':'arn:aws:kinesis:us-east-1:000000000000:stream/changes'}");
    ask("DescribeContinuousBackups", "{" + TABLE + "}");
    ask("DescribeLimits", "{}");
    ask("DescribeEndpoints", "{}");
    ask("PutResourcePolicy", "{" + ARN + ",'Policy':'" + POLICY + "'}");
    ask("GetResourcePolicy", "{" + ARN + "}");
    ask("DeleteResourcePolicy", "{" + ARN + "}");
    ask("ListGlobalTables", "{}");
  }

  private void update(String members) throws IOException {
    ask("UpdateTable", "{" + TABLE + "," + members + "}");
  }

  private void items() throws IOException {
    String item = "'pk':{'S':'a'},'sk':{'N':'%d'},'l':{'S':'l'},'g':{'S':'g'}";
    for (int i = 1; i <= 3; i++) {
      ask(
          "PutItem",
          "{"
              + TABLE
              + ",'ReturnValues':'ALL_OLD',"
              + ALL
              + ",'Item':{"
              + item.formatted(i)
              + "}}");
    }
    ask(
        "PutItem",
        "{" + TABLE + ",'ReturnValues':'ALL_OLD'," + ALL + ",'Item':{" + item.formatted(1) + "}}");
    ask("GetItem", "{" + TABLE + ",'ReturnConsumedCapacity':'INDEXES'," + KEY + "}");
    ask(
        "UpdateItem",
        "{"
            + TABLE
            + ",'ReturnValues':'ALL_NEW',"
            + ALL
            + ","
            + KEY
            + ",'UpdateExpression':'SET l = :l','ExpressionAttributeValues':{':l':{'S':'m'}}}");
    ask(
        "UpdateItem",
        "{"
            + TABLE
            + ","
            + KEY
            + ",'AttributeUpdates':{'m':{'Action':'PUT','Value':{'S':'n'}}},"
            + "'Expected':{'none':{'Exists':false}}}");
    for (String index : new String[] {"", ",'IndexName':'local'"}) {
      ask(
          "Query",
          "{"
              + TABLE
              + index
              + ",'Limit':1,'ReturnConsumedCapacity':'INDEXES','KeyConditionExpression':'pk = :p',"
              + "'ExpressionAttributeValues':{':p':{'S':'a'}}}");
    }
    ask(
        "Scan",
        "{" + TABLE + ",'Limit':1,'IndexName':'global','ReturnConsumedCapacity':'INDEXES'}");
    ask(
        "BatchGetItem",
        "{'ReturnConsumedCapacity':'INDEXES','RequestItems':{'Orders':{'Keys':[{'pk':{'S':'a'},"
            + "'sk':{'N':'1'}}]}}}");
    ask(
        "BatchWriteItem",
        "{"
            + ALL
            + ",'RequestItems':{'Orders':[{'PutRequest':{'Item':{"
            + item.formatted(9)
            + "}}}]}}");
    ask(
        "TransactWriteItems",
        "{"
            + ALL
            + ",'TransactItems':[{'Put':{'TableName':'Orders','Item':{"
            + item.formatted(8)
            + "}}}]}");
    ask(
        "TransactGetItems",
        "{'ReturnConsumedCapacity':'INDEXES','TransactItems':[{'Get':{'TableName':'Orders',"
            + "'Key':{'pk':{'S':'a'},'sk':{'N':'8'}}}}]}");
    statements();
    ask("DeleteItem", "{" + TABLE + ",'ReturnValues':'ALL_OLD'," + ALL + "," + KEY + "}");
  }

  private void statements() throws IOException {
    ask(
        "ExecuteStatement",
        "{'Statement':'INSERT INTO Orders VALUE {\\u0027pk\\u0027: ?, \\u0027sk\\u0027: 7}',"
            + "'Parameters':[{'S':'a'}],'ReturnConsumedCapacity':'INDEXES'}");
    ask(
        "ExecuteStatement",
        "{'Statement':'SELECT * FROM Orders WHERE pk = ?','Parameters':[{'S':'a'}],'Limit':1,"
            + "'ConsistentRead':true,'ReturnConsumedCapacity':'INDEXES'}");
    ask(
        "BatchExecuteStatement",
        "{'ReturnConsumedCapacity':'INDEXES','Statements':["
            + "{'Statement':'UPDATE Orders SET x = 1 WHERE pk = ? AND sk = 7 AND x = 2',"
            + "'Parameters':[{'S':'a'}],'ReturnValuesOnConditionCheckFailure':'ALL_OLD'},"
            + "{'Statement':'UPDATE Orders SET x = 1 WHERE pk = ? AND sk = 8 RETURNING ALL NEW *',"
            + "'Parameters':[{'S':'a'}],'ConsistentRead':true}]}");
    ask(
        "ExecuteTransaction",
        "{'ReturnConsumedCapacity':'INDEXES','ClientRequestToken':'t','TransactStatements':["
            + "{'Statement':'UPDATE Orders SET x = 1 WHERE pk = ? AND sk = 7',"
            + "'Parameters':[{'S':'a'}],'ReturnValuesOnConditionCheckFailure':'ALL_OLD'}]}");
    ask(
        "ExecuteTransaction",
        "{'ReturnConsumedCapacity':'INDEXES','TransactStatements':["
            + "{'Statement':'SELECT * FROM Orders WHERE pk = ? AND sk = 7',"
            + "'Parameters':[{'S':'a'}]}]}");
  }

  /** More than an answer holds. */
  private void largeItems() throws IOException {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < 45; i++) {
      String key = "'pk':{'S':'large'},'sk':{'N':'" + i + "'}";
      ask(
          "PutItem",
          "{" + TABLE + ",'Item':{" + key + ",'x':{'S':'" + "x".repeat(390_000) + "'}}}");
      keys.append(i == 0 ? "{" : ",{").append(key).append('}');
    }
    ask(
        "BatchGetItem",
        "{'RequestItems':{'Orders':{'Keys':["
            + keys
            + "],'ConsistentRead':true,'ProjectionExpression':'#p',"
            + "'ExpressionAttributeNames':{'#p':'x'}}}}");
    ask(
        "BatchGetItem",
        "{'RequestItems':{'Orders':{'Keys':[" + keys + "],'AttributesToGet':['x']}}}");
  }

  private void streams() throws IOException {
    String streams = ask("ListStreams", "{'TableName':'Orders'}");
    ask("ListStreams", "{'Limit':1}");
    String arn = found(streams, "StreamArn");
    String stream = ask("DescribeStream", "{'StreamArn':'" + arn + "'}");
    ask("DescribeStream", "{'Limit':1,'StreamArn':'" + arn + "'}");
    String shard = found(stream, "ShardId");
    ask(
        "DescribeStream",
        "{'StreamArn':'%s','ShardFilter':{'Type':'CHILD_SHARDS','ShardId':'%s'}}"
            .formatted(arn, shard));
    Matcher shards = Pattern.compile("\"ShardId\":\"([^\"]*)\"").matcher(stream);
    while (shards.find()) {
      String iterator =
          ask(
              "GetShardIterator",
              "{'StreamArn':'%s','ShardId':'%s','ShardIteratorType':'TRIM_HORIZON'}"
                  .formatted(arn, shards.group(1)));
      ask("GetRecords", "{'ShardIterator':'" + found(iterator, "ShardIterator") + "'}");
    }
  }

  private void backups() throws IOException {
    String named = ",'BackupName':'kept'}";
    String arn = found(ask("CreateBackup", "{" + TABLE + named), "BackupArn");
    ask("CreateBackup", "{" + TABLE + named);
    String described = "";
    while (!described.contains("AVAILABLE")) {
      region.pump();
      described = ask("DescribeBackup", "{'BackupArn':'" + arn + "'}");
    }
    ask("ListBackups", "{'Limit':1}");
    ask("RestoreTableFromBackup", "{'TargetTableName':'Restored','BackupArn':'" + arn + "'}");
    region.awaitActive("Restored");
    ask("DeleteBackup", "{'BackupArn':'" + arn + "'}");
    recoverable("Orders");
    ask(
        "RestoreTableToPointInTime",
        "{'SourceTableName':'Orders','TargetTableName':'Past','UseLatestRestorableTime':true}");
    region.awaitActive("Past");
    recoverable("Past");
    ask("DeleteTable", "{'TableName':'Past'}");
    String left = "";
    while (!left.contains("AVAILABLE")) {
      region.pump();
      left = ask("ListBackups", "{'BackupType':'SYSTEM'}");
    }
    ask("DescribeBackup", "{'BackupArn':'" + found(left, "BackupArn") + "'}");
  }

  private void recoverable(String table) throws IOException {
    ask(
        "UpdateContinuousBackups",
        "{'TableName':'%s','PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true}}"
            .formatted(table));
    ask("DescribeContinuousBackups", "{'TableName':'%s'}".formatted(table));
  }

  private void ends() throws IOException {
    update(
        "'AttributeDefinitions':[{'AttributeName':'h','AttributeType':'S'}],"
            + "'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'late','KeySchema':["
            + "{'AttributeName':'h','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'}}}]");
    ask("UpdateTable", "{'TableName':'Two','StreamSpecification':{'StreamEnabled':false}}");
    String arn = found(ask("ListStreams", "{'TableName':'Two'}"), "StreamArn");
    ask("DescribeStream", "{'StreamArn':'" + arn + "'}");
    ask("UpdateTable", "{'TableName':'Three','StreamSpecification':{'StreamEnabled':false}}");
    ask(
        "UpdateTable",
        "{'TableName':'Three','ReplicaUpdates':[{'Create':{'RegionName':'eu-west-1'}}]}");
    ask("DescribeTableReplicaAutoScaling", "{'TableName':'Three'}");
    ask("DeleteTable", "{'TableName':'Two'}");
  }

  private static String found(String json, String member) {
    Matcher matcher = Pattern.compile("\"" + member + "\":\"([^\"]*)\"").matcher(json);
    if (!matcher.find()) {
      throw new AssertionError("no " + member + " in " + json);
    }
    return matcher.group(1);
  }
}
