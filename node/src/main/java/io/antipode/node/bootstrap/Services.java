package io.antipode.node.bootstrap;

import io.antipode.node.operation.Operation;
import io.antipode.node.wire.Service;
import io.antipode.node.wire.Service.Protocol;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The services that a region speaks: DynamoDB, its streams, which are one of their own, and what of
 * Kinesis reads the changes of tables.
 */
final class Services {
  private static final String DYNAMODB = "DynamoDB_20120810";
  private static final String STREAMS = "DynamoDBStreams_20120810";
  private static final String KINESIS = "Kinesis_20131202";
  private static final Set<String> STREAM_ACTIONS =
      Set.of("ListStreams", "DescribeStream", "GetShardIterator", "GetRecords");

  private Services() {}

  static List<Service> of(Collection<Operation> actions, Collection<Operation> ofKinesis) {
    return List.of(
        service(DYNAMODB, actions, each -> !STREAM_ACTIONS.contains(each.name())),
        service(STREAMS, actions, each -> STREAM_ACTIONS.contains(each.name())),
        service(KINESIS, ofKinesis, each -> true));
  }

  private static Service service(
      String name, Collection<Operation> actions, Predicate<Operation> has) {
    return new Service(name, Protocol.AWS_JSON_1_0, actions.stream().filter(has).toList());
  }
}
