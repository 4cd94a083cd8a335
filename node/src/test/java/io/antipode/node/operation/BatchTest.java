package io.antipode.node.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.node.storage.ItemShard;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** BatchGetItem and BatchWriteItem. */
final class BatchTest {
  private final Bed bed = new Bed(3);

  @Test
  void expressionsOfOneTableExcludeWhatTheyReplacedInAnother() {
    Cases.run(
        bed,
        """
        BatchGetItem {'RequestItems':{'hash':{'Keys':[{'id':{'S':'a'}}],'ProjectionExpression':'id'},'range':{'Keys':[{'id':{'S':'a'},'sk':{'N':'1'}}],'AttributesToGet':['id']}}}
        -> ValidationException: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}
        BatchGetItem {'RequestItems':{'hash':{'Keys':[{'id':{'S':'a'}}],'ExpressionAttributeNames':{'#a':'a'}},'range':{'Keys':[{'id':{'S':'a'},'sk':{'N':'1'}}],'AttributesToGet':['id']}}}
        -> ValidationException: ExpressionAttributeNames can only be specified when using expressions
        """);
  }

  @Test
  void itemsAreWrittenAndReadTogether() {
    Cases.run(
        bed,
        """
        BatchWriteItem {'RequestItems':{'hash':[{'PutRequest':{'Item':{'id':{'S':'a'},'v':{'N':'1'}}}},{'DeleteRequest':{'Key':{'id':{'S':'z'}}}}],'range':[{'PutRequest':{'Item':{'id':{'S':'b'},'sk':{'N':'1'}}}}]},'ReturnConsumedCapacity':'TOTAL','ReturnItemCollectionMetrics':'SIZE'}
        -> {'UnprocessedItems':{},'ItemCollectionMetrics':{'range':[{'ItemCollectionKey':{'id':{'S':'b'}},'SizeEstimateRangeGB':[0.0,1.0]}]},'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':2.0},{'TableName':'range','CapacityUnits':1.0}]}
        BatchGetItem {'RequestItems':{'hash':{'Keys':[{'id':{'S':'a'}},{'id':{'S':'b'}}],'AttributesToGet':['v']},'range':{'Keys':[{'id':{'S':'b'},'sk':{'N':'1'}}],'ConsistentRead':true}},'ReturnConsumedCapacity':'TOTAL'}
        -> {'Responses':{'hash':[{'v':{'N':'1'}}],'range':[{'id':{'S':'b'},'sk':{'N':'1'}}]},'UnprocessedKeys':{},'ConsumedCapacity':[{'TableName':'hash','CapacityUnits':1.0},{'TableName':'range','CapacityUnits':1.0}]}
        """);
  }

  @Test
  void badBatchesAreRefusedWhole() {
    Cases.run(
        bed,
        """
        BatchGetItem {}
        -> ValidationException: 1 validation error detected: Value null at 'requestItems' failed to satisfy constraint: Member must not be null
        BatchWriteItem {'RequestItems':{}}
        -> ValidationException: 1 validation error detected: Value at 'RequestItems' failed to satisfy constraint: Member must have length greater than or equal to 1
        BatchGetItem {'RequestItems':{'hash':{}}}
        -> ValidationException: 1 validation error detected: Value null at 'requestItems.hash.member.keys' failed to satisfy constraint: Member must not be null
        BatchGetItem {'RequestItems':{'hash':{'Keys':[{'id':{'S':'a'}},{'id':{'S':'a'}}]}}}
        -> ValidationException: Provided list of item keys contains duplicates
        BatchWriteItem {'RequestItems':{'hash':[{'PutRequest':{'Item':{'id':{'S':'a'}}}},{'DeleteRequest':{'Key':{'id':{'S':'a'}}}}]}}
        -> ValidationException: Provided list of item keys contains duplicates
        BatchWriteItem {'RequestItems':{'hash':[{}]}}
        -> ValidationException: Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes
        BatchWriteItem {'RequestItems':{'hash':[{'PutRequest':{}}]}}
        -> ValidationException: 1 validation error detected: Value null at 'requestItems.hash.member.1.member.putRequest.item' failed to satisfy constraint: Member must not be null
        BatchWriteItem {'RequestItems':{'nosuch':[{'PutRequest':{'Item':{'id':{'S':'a'}}}}]}}
        -> ResourceNotFoundException: Requested resource not found
        BatchGetItem {'RequestItems':{'hash':{'Keys':[{'id':{'S':'a'}}],'ProjectionExpression':'a','AttributesToGet':['a']}}}
        -> ValidationException: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}
        """);
  }

  @Test
  void batchesHaveALargestNumberOfItems() {
    String keys =
        IntStream.range(0, 51)
            .mapToObj(i -> "{'id':{'S':'%d'}}".formatted(i))
            .collect(Collectors.joining(","));
    String rangeKeys = keys.replace("'}}", "'},'sk':{'N':'1'}}");
    assertEquals(
        "ValidationException: Too many items requested for the BatchGetItem call",
        bed.call(
            "BatchGetItem",
            "{'RequestItems':{'hash':{'Keys':[%s]},'range':{'Keys':[%s]}}}"
                .formatted(keys, rangeKeys)));
    String deletions =
        IntStream.range(0, 13)
            .mapToObj(i -> "{'DeleteRequest':{'Key':{'id':{'S':'%d'}}}}".formatted(i))
            .collect(Collectors.joining(","));
    assertEquals(
        "ValidationException: Too many items requested for the BatchWriteItem call",
        bed.call(
            "BatchWriteItem",
            "{'RequestItems':{'hash':[%s],'coming':[%s]}}".formatted(deletions, deletions)));
  }

  @Test
  void whatDoesNotFitIntoTheAnswerIsUnprocessed() {
    String value = "x".repeat(400_000);
    StringBuilder keys = new StringBuilder();
    for (int i = 10; i < 60; i++) {
      String key = "'id':{'S':'%d'}".formatted(i);
      bed.call("PutItem", "{'TableName':'hash','Item':{" + key + ",'v':{'S':'" + value + "'}}}");
      keys.append(i == 10 ? "{" : ",{").append(key).append("}");
    }
    String answer =
        bed.call(
            "BatchGetItem",
            "{'RequestItems':{'hash':{'Keys':[" + keys + "],'ConsistentRead':true}}}");
    int fits = 16 * 1_024 * 1_024 / 400_005;
    assertTrue(
        answer.contains("'UnprocessedKeys':{'hash':{'Keys':[{'id':{'S':'" + (10 + fits) + "'}},"),
        "the first " + fits + " fit");
    assertTrue(answer.endsWith("{'id':{'S':'59'}}],'ConsistentRead':true}}}"));
  }

  @Test
  void whatIsLongAsJsonIsReadInMoreThanOneAnswer() {
    String value = "\\u0001".repeat(390_000);
    StringBuilder keys = new StringBuilder();
    for (int i = 10; i < 30; i++) {
      String key = "'id':{'S':'%d'}".formatted(i);
      bed.call("PutItem", "{'TableName':'hash','Item':{" + key + ",'v':{'S':'" + value + "'}}}");
      keys.append(i == 10 ? "{" : ",{").append(key).append("}");
    }
    String answer = bed.call("BatchGetItem", "{'RequestItems':{'hash':{'Keys':[" + keys + "]}}}");
    assertTrue(answer.length() < 25 * 1_024 * 1_024, "characters: " + answer.length());
    assertTrue(answer.contains("'UnprocessedKeys':{'hash':{'Keys':[{'id':{'S':'20'}},"));
  }

  @Test
  void refusedWritesAreUnprocessedOrFailTheBatch() {
    bed.refuse(1, ItemShard.WriteRefusal.OVERLOADED);
    String answer =
        bed.call(
            "BatchWriteItem",
            "{'RequestItems':{'hash':["
                + IntStream.range(0, 20)
                    .mapToObj(i -> "{'PutRequest':{'Item':{'id':{'S':'k%d'}}}}".formatted(i))
                    .collect(Collectors.joining(","))
                + "]}}");
    assertTrue(
        answer.startsWith("{'UnprocessedItems':{'hash':[{'PutRequest':{'Item':{'id':{'S':'k"),
        answer);
    bed.refuse(ItemShard.WriteRefusal.NOT_SERVING);
    assertEquals(
        "ServiceUnavailableException: The shard is starting, moving or catching up with other"
            + " regions.",
        bed.call(
            "BatchWriteItem",
            "{'RequestItems':{'hash':[{'PutRequest':{'Item':{'id':{'S':'a'}}}}]}}"));
  }
}
