package io.antipode.node.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.antipode.node.storage.ItemShard;
import org.junit.jupiter.api.Test;

/** What PutItem, GetItem and DeleteItem do and answer. */
final class ItemActionsTest {
  private final Bed bed = new Bed(3);

  @Test
  void anItemIsPutReadAndDeleted() {
    Cases.run(
        bed,
        """
        GetItem {'TableName':'hash','Key':{'id':{'S':'a'}}}
        -> {}
        PutItem {'TableName':'hash','Item':{'id':{'S':'a'},'n':{'N':'0042.1200'}},'ReturnValues':'ALL_OLD'}
        -> {}
        GetItem {'TableName':'hash','Key':{'id':{'S':'a'}}}
        -> {'Item':{'id':{'S':'a'},'n':{'N':'42.12'}}}
        PutItem {'TableName':'hash','Item':{'id':{'S':'a'},'m':{'BOOL':true}},'ReturnValues':'ALL_OLD'}
        -> {'Attributes':{'id':{'S':'a'},'n':{'N':'42.12'}}}
        GetItem {'TableName':'hash','Key':{'id':{'S':'a'}},'AttributesToGet':['m','x']}
        -> {'Item':{'m':{'BOOL':true}}}
        GetItem {'TableName':'hash','Key':{'id':{'S':'a'}},'AttributesToGet':['x']}
        -> {'Item':{}}
        GetItem {'TableName':'arn:aws:dynamodb:us-east-1:000000000000:table/hash','Key':{'id':{'S':'a'}}}
        -> {'Item':{'id':{'S':'a'},'m':{'BOOL':true}}}
        DeleteItem {'TableName':'hash','Key':{'id':{'S':'a'}},'ReturnValues':'ALL_OLD'}
        -> {'Attributes':{'id':{'S':'a'},'m':{'BOOL':true}}}
        DeleteItem {'TableName':'hash','Key':{'id':{'S':'a'}},'ReturnValues':'ALL_OLD'}
        -> {}
        """);
  }

  @Test
  void everyWriteTellsItsVersionAndNothingWrittenHasNone() {
    bed.call("PutItem", "{'TableName':'hash','Item':{'id':{'S':'a'}}}");
    assertEquals("1:us-east-1", bed.headers.get("x-antipode-version"));
    bed.call("PutItem", "{'TableName':'hash','Item':{'id':{'S':'a'}}}");
    assertEquals("2:us-east-1", bed.headers.get("x-antipode-version"), "identical, still written");
    bed.call("DeleteItem", "{'TableName':'hash','Key':{'id':{'S':'b'}}}");
    assertNull(bed.headers.get("x-antipode-version"), "deleted what was not there");
  }

  @Test
  void anUpdateThatOnlyRemovesCreatesNothing() {
    Cases.run(
        bed,
        """
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'REMOVE x','ReturnValues':'ALL_NEW'}
        -> {}
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'REMOVE x.y, z[3]','ReturnValues':'UPDATED_NEW'}
        -> {}
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'DELETE x :s','ExpressionAttributeValues':{':s':{'SS':['m']}},'ReturnValues':'ALL_NEW'}
        -> {}
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'AttributeUpdates':{'x':{'Action':'DELETE'},'y':{'Action':'DELETE','Value':{'NS':['1']}}},'ReturnValues':'ALL_NEW'}
        -> {}
        """);
    assertNull(bed.headers.get("x-antipode-version"), "nothing was written");
    Cases.run(
        bed,
        """
        GetItem {'TableName':'hash','Key':{'id':{'S':'a'}}}
        -> {}
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'REMOVE x','ConditionExpression':'attribute_exists(id)'}
        -> ConditionalCheckFailedException: The conditional request failed
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'UpdateExpression':'SET n = :n REMOVE x','ExpressionAttributeValues':{':n':{'N':'1'}},'ReturnValues':'ALL_NEW'}
        -> {'Attributes':{'id':{'S':'a'},'n':{'N':'1'}}}
        """);
  }

  @Test
  void anUpdateOfNothingCreatesOnlyWhatIsAbsent() {
    Cases.run(
        bed,
        """
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'ReturnValues':'ALL_NEW'}
        -> {'Attributes':{'id':{'S':'a'}}}
        UpdateItem {'TableName':'hash','Key':{'id':{'S':'a'}},'ReturnValues':'ALL_OLD'}
        -> {'Attributes':{'id':{'S':'a'}}}
        """);
    assertNull(bed.headers.get("x-antipode-version"), "nothing was written");
  }

  @Test
  void capacityIsOfTheLargerImageAndOfWhatChangesInIndexes() {
    String big = "x".repeat(1_500);
    Cases.run(
        bed,
        """
        GetItem {'TableName':'hash','Key':{'id':{'S':'a'}},'ReturnConsumedCapacity':'TOTAL'}
        -> {'ConsumedCapacity':{'TableName':'hash','CapacityUnits':0.5}}
        GetItem {'TableName':'hash','Key':{'id':{'S':'a'}},'ConsistentRead':true,'ReturnConsumedCapacity':'INDEXES'}
        -> {'ConsumedCapacity':{'TableName':'hash','CapacityUnits':1.0,'Table':{'CapacityUnits':1.0}}}
        PutItem {'TableName':'hash','Item':{'id':{'S':'a'},'v':{'S':'BIG'}},'ReturnConsumedCapacity':'TOTAL'}
        -> {'ConsumedCapacity':{'TableName':'hash','CapacityUnits':2.0}}
        PutItem {'TableName':'hash','Item':{'id':{'S':'a'}},'ReturnConsumedCapacity':'TOTAL'}
        -> {'ConsumedCapacity':{'TableName':'hash','CapacityUnits':2.0}}
        PutItem {'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'1'}},'ReturnConsumedCapacity':'INDEXES'}
        -> {'ConsumedCapacity':{'TableName':'range','CapacityUnits':1.0,'Table':{'CapacityUnits':1.0}}}
        PutItem {'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'1'},'g':{'S':'g'}},'ReturnConsumedCapacity':'INDEXES'}
        -> {'ConsumedCapacity':{'TableName':'range','CapacityUnits':2.0,'Table':{'CapacityUnits':1.0},'GlobalSecondaryIndexes':{'ginc':{'CapacityUnits':1.0}}}}
        PutItem {'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'1'},'g':{'S':'g'},'q':{'S':'q'}},'ReturnConsumedCapacity':'INDEXES'}
        -> {'ConsumedCapacity':{'TableName':'range','CapacityUnits':1.0,'Table':{'CapacityUnits':1.0}}}
        PutItem {'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'1'},'g':{'S':'g'},'p':{'S':'p'}},'ReturnConsumedCapacity':'INDEXES'}
        -> {'ConsumedCapacity':{'TableName':'range','CapacityUnits':2.0,'Table':{'CapacityUnits':1.0},'GlobalSecondaryIndexes':{'ginc':{'CapacityUnits':1.0}}}}
        PutItem {'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'1'},'g':{'S':'G'},'p':{'S':'p'}},'ReturnConsumedCapacity':'INDEXES'}
        -> {'ConsumedCapacity':{'TableName':'range','CapacityUnits':3.0,'Table':{'CapacityUnits':1.0},'GlobalSecondaryIndexes':{'ginc':{'CapacityUnits':2.0}}}}
        DeleteItem {'TableName':'range','Key':{'id':{'S':'a'},'sk':{'N':'1'}},'ReturnConsumedCapacity':'INDEXES'}
        -> {'ConsumedCapacity':{'TableName':'range','CapacityUnits':2.0,'Table':{'CapacityUnits':1.0},'GlobalSecondaryIndexes':{'ginc':{'CapacityUnits':1.0}}}}
        """
            .replace("BIG", big));
    assertEquals("range 0.0 2.0", bed.recorded);
  }

  @Test
  void collectionMetricsAreOnlyOfTablesWithLocalIndexes() {
    Cases.run(
        bed,
        """
        PutItem {'TableName':'hash','Item':{'id':{'S':'a'}},'ReturnItemCollectionMetrics':'SIZE'}
        -> {}
        PutItem {'TableName':'range','Item':{'id':{'S':'a'},'sk':{'N':'1'}},'ReturnItemCollectionMetrics':'SIZE'}
        -> {'ItemCollectionMetrics':{'ItemCollectionKey':{'id':{'S':'a'}},'SizeEstimateRangeGB':[0.0,1.0]}}
        """);
  }

  @Test
  void refusedWritesAreErrorsThatClientsRetry() {
    bed.refuse(ItemShard.WriteRefusal.OVERLOADED);
    assertEquals(
        "ThrottlingException: Rate of requests exceeds the allowed throughput: the shard's write"
            + " queue is full.",
        bed.call("PutItem", "{'TableName':'hash','Item':{'id':{'S':'a'}}}"));
    bed.refuse(ItemShard.WriteRefusal.DISK_NEARLY_FULL);
    assertEquals(
        "ServiceUnavailableException: The disk of this node is nearly full: writes are refused,"
            + " reads and deletions go on.",
        bed.call("DeleteItem", "{'TableName':'hash','Key':{'id':{'S':'a'}}}"));
  }

  @Test
  void anItemThatTheIndexDoesNotHoldIsDeletedWithoutItsCharge() {
    bed.call("PutItem", "{'TableName':'hash','Item':{'id':{'S':'a'},'g':{'N':'1'}}}");
    bed.indexHash();
    Cases.run(
        bed,
        """
        DeleteItem {'TableName':'hash','Key':{'id':{'S':'a'}},'ReturnConsumedCapacity':'INDEXES'}
        -> {'ConsumedCapacity':{'TableName':'hash','CapacityUnits':1.0,'Table':{'CapacityUnits':1.0}}}
        """);
  }
}
