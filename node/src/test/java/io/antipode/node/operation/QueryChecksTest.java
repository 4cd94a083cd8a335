package io.antipode.node.operation;

import org.junit.jupiter.api.Test;

/** What Query and Scan refuse, with DynamoDB's messages in DynamoDB's order. */
final class QueryChecksTest {
  private static final String ID =
      "'id':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'a'}]}";

  private final Bed bed = new Bed(3);

  @Test
  void violationsOfTheModel() {
    run(
        """
        Query {}
        -> ValidationException: 1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null
        Query {'TableName':'range','Limit':0,'IndexName':'i','Select':'ALL'}
        -> ValidationException: 3 validation errors detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1; Value 'ALL' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]; Value 'i' at 'indexName' failed to satisfy constraint: Member must have length greater than or equal to 3
        Query {'TableName':'range','KeyConditions':{'id':{}}}
        -> ValidationException: 1 validation error detected: Value null at 'keyConditions.id.member.comparisonOperator' failed to satisfy constraint: Member must not be null
        Scan {'TableName':'range','Segment':-1,'TotalSegments':0}
        -> ValidationException: 2 validation errors detected: Value '-1' at 'segment' failed to satisfy constraint: Member must have value greater than or equal to 0; Value '0' at 'totalSegments' failed to satisfy constraint: Member must have value greater than or equal to 1
        Scan {'TableName':'range','TotalSegments':1000001}
        -> ValidationException: 1 validation error detected: Value '1000001' at 'totalSegments' failed to satisfy constraint: Member must have value less than or equal to 1000000
        """);
  }

  @Test
  void selectMustFitTheProjection() {
    run(
        """
        Query {'TableName':'range','Select':'COUNT','AttributesToGet':['a']}
        -> ValidationException: 1 validation error detected: Cannot specify the AttributesToGet when choosing to get only the Count
        Scan {'TableName':'range','Select':'COUNT','ProjectionExpression':'a'}
        -> ValidationException: Cannot specify the ProjectionExpression when choosing to get only the Count
        Scan {'TableName':'range','Select':'ALL_ATTRIBUTES','ProjectionExpression':'a'}
        -> ValidationException: Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES
        Scan {'TableName':'range','Select':'SPECIFIC_ATTRIBUTES'}
        -> ValidationException: Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES
        Query {'TableName':'range','Select':'ALL_PROJECTED_ATTRIBUTES'}
        -> ValidationException: 1 validation error detected: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName
        """);
  }

  @Test
  void segmentsComeWithTheirTotal() {
    run(
        """
        Scan {'TableName':'range','Segment':0}
        -> ValidationException: The TotalSegments parameter is required but was not present in the request when Segment parameter is present
        Scan {'TableName':'range','TotalSegments':1}
        -> ValidationException: The Segment parameter is required but was not present in the request when parameter TotalSegments is present
        Scan {'TableName':'range','Segment':2,'TotalSegments':2}
        -> ValidationException: The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2
        """);
  }

  @Test
  void keyConditionsMustFitTheSchema() {
    run(
        """
        Query {'TableName':'nosuch'}
        -> ValidationException: Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.
        Query {'TableName':'nosuch','KeyConditions':{ID}}
        -> ResourceNotFoundException: Requested resource not found
        Query {'TableName':'range','KeyConditions':{}}
        -> ValidationException: Conditions can be of length 1 or 2 only
        Query {'TableName':'range','KeyConditions':{'sk':{'ComparisonOperator':'EQ','AttributeValueList':[{'N':'1'}]}}}
        -> ValidationException: Query condition missed key schema element: id
        Query {'TableName':'range','KeyConditions':{ID,'x':{'ComparisonOperator':'EQ','AttributeValueList':[{'N':'1'}]}}}
        -> ValidationException: Query condition missed key schema element: sk
        Query {'TableName':'hash','KeyConditions':{ID,'x':{'ComparisonOperator':'EQ','AttributeValueList':[{'N':'1'}]}}}
        -> ValidationException: Query key condition not supported
        Query {'TableName':'hash','KeyConditions':{'id':{'ComparisonOperator':'GT','AttributeValueList':[{'S':'a'}]}}}
        -> ValidationException: Query key condition not supported
        Query {'TableName':'hash','KeyConditions':{'id':{'ComparisonOperator':'EQ','AttributeValueList':[{'N':'1'}]}}}
        -> ValidationException: One or more parameter values were invalid: Condition parameter type does not match schema type
        Query {'TableName':'hash','KeyConditions':{'id':{'ComparisonOperator':'CONTAINS','AttributeValueList':[{'S':'a'}]}}}
        -> ValidationException: Attempted conditional constraint is not an indexable operation
        Query {'TableName':'hash','KeyConditions':{'id':{'ComparisonOperator':'EQ','AttributeValueList':[]}}}
        -> ValidationException: One or more parameter values were invalid: Invalid number of argument(s) for the EQ ComparisonOperator
        Query {'TableName':'range','KeyConditions':{ID,'sk':{'ComparisonOperator':'BETWEEN','AttributeValueList':[{'N':'2'},{'N':'1'}]}}}
        -> ValidationException: The BETWEEN condition was provided a range where the lower bound is greater than the upper bound
        Query {'TableName':'range','KeyConditions':{ID,'sk':{'ComparisonOperator':'BEGINS_WITH','AttributeValueList':[{'N':'2'}]}}}
        -> ValidationException: One or more parameter values were invalid: ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type
        """);
  }

  @Test
  void indexesHaveTheirLimits() {
    run(
        """
        Query {'TableName':'range','IndexName':'nosuch','KeyConditions':{ID}}
        -> ValidationException: The table does not have the specified index: nosuch
        Scan {'TableName':'range','IndexName':'nosuch','ExclusiveStartKey':{}}
        -> ValidationException: The provided starting key is invalid
        Scan {'TableName':'range','IndexName':'gall','ConsistentRead':true}
        -> ValidationException: Consistent reads are not supported on global secondary indexes
        Scan {'TableName':'range','IndexName':'ginc','Select':'ALL_ATTRIBUTES'}
        -> ValidationException: One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ginc because its projection type is not ALL
        Scan {'TableName':'range','IndexName':'ginc','AttributesToGet':['p','q','id']}
        -> ValidationException: One or more parameter values were invalid: Global secondary index ginc does not project [q]
        """);
  }

  @Test
  void startKeysMustBeOnesThatAPageEndedWith() {
    run(
        """
        Query {'TableName':'range','KeyConditions':{ID},'ExclusiveStartKey':{'id':{'N':'x'}}}
        -> ValidationException: The parameter cannot be converted to a numeric value: x
        Scan {'TableName':'range','ExclusiveStartKey':{'id':{'N':'x'}}}
        -> ValidationException: The provided starting key is invalid: The parameter cannot be converted to a numeric value: x
        Query {'TableName':'range','KeyConditions':{ID},'ExclusiveStartKey':{'id':{'S':'a'}}}
        -> ValidationException: The provided starting key is invalid
        Query {'TableName':'range','KeyConditions':{ID},'ExclusiveStartKey':{'id':{'S':'a'},'sk':{'S':'a'}}}
        -> ValidationException: The provided starting key is invalid: The provided key element does not match the schema
        Query {'TableName':'range','KeyConditions':{ID},'ExclusiveStartKey':{'id':{'S':'b'},'sk':{'N':'1'}}}
        -> ValidationException: The provided starting key is outside query boundaries based on provided conditions
        Query {'TableName':'range','KeyConditions':{ID,'sk':{'ComparisonOperator':'LT','AttributeValueList':[{'N':'5'}]}},'ExclusiveStartKey':{'id':{'S':'a'},'sk':{'N':'5'}}}
        -> ValidationException: The provided starting key does not match the range key predicate
        Scan {'TableName':'range','ExclusiveStartKey':{'id':{'S':'a'}}}
        -> ValidationException: The provided starting key is invalid: The provided key element does not match the schema
        Scan {'TableName':'range','IndexName':'gall','ExclusiveStartKey':{'id':{'S':'a'},'sk':{'N':'1'}}}
        -> ValidationException: The provided starting key is invalid
        Scan {'TableName':'range','IndexName':'gall','ExclusiveStartKey':{'id':{'S':'a'},'sk':{'N':'1'},'g':{'S':'a'},'h':{'S':'a'}}}
        -> ValidationException: The provided key element does not match the schema
        """);
  }

  private void run(String table) {
    Cases.run(bed, table.replace("{ID", "{" + ID));
  }
}
