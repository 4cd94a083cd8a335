package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.LocalCatalog;
import io.antipode.cluster.catalog.ReplicaDescriptor;
import io.antipode.cluster.catalog.ReplicatedTable;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.node.backup.TableCopies;
import io.antipode.node.json.Leniency;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Dispatch;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.RecordedCall;
import io.antipode.node.replica.ReplicaInquiry;
import io.antipode.node.replica.ReplicaMembership;
import io.antipode.replication.clock.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** The control plane of one region, in memory, at a clock that stands still. */
final class Tables {
  static final Region VIRGINIA = new Region("us-east-1");
  static final Region IRELAND = new Region("eu-west-1");

  final LocalCatalog catalog = new LocalCatalog();
  final TableContext context;
  private final List<Operation> operations = new ArrayList<>();

  Tables() {
    this(Leniency.NONE);
  }

  Tables(Leniency leniency) {
    TimeSource time =
        new TimeSource() {
          @Override
          public long epochMs() {
            return 1_795_428_000_000L;
          }

          @Override
          public long nanos() {
            return 0;
          }
        };
    AtomicLong random = new AtomicLong();
    context =
        new TableContext(
            VIRGINIA,
            catalog,
            new ReplicaMembership(
                VIRGINIA,
                List.of(VIRGINIA, IRELAND),
                catalog,
                (peer, message) -> {},
                ReplicaInquiry.NONE,
                time),
            table ->
                java.util.concurrent.CompletableFuture.completedStage(
                    new TableSizes.TableSize(3, 90, java.util.Map.of())),
            time,
            random::incrementAndGet,
            leniency,
            TableCopies.NONE);
    for (Action<?, ?> action :
        List.<Action<?, ?>>of(
            new CreateTable(context),
            new DescribeTable(context),
            new ListTables(context),
            new UpdateTable(context),
            new DeleteTable(context),
            new TagResource(context),
            new UntagResource(context),
            new ListTagsOfResource(context),
            new DescribeTimeToLive(context),
            new UpdateTimeToLive(context),
            new PutResourcePolicy(context),
            new GetResourcePolicy(context),
            new DeleteResourcePolicy(context),
            new DescribeTableReplicaAutoScaling(context),
            new DescribeLimits(),
            new DescribeEndpoints("localhost:8001"))) {
      operations.add(new Dispatch<>(action, leniency));
    }
  }

  /** The answer to a request, written with single quotes for double ones. */
  String ask(String name, String body) {
    for (Operation operation : operations) {
      if (operation.name().equals(name)) {
        return RecordedCall.of(operation, body.replace('\'', '"')).replace('"', '\'');
      }
    }
    throw new AssertionError("no operation " + name);
  }

  TableDescriptor table(String name) {
    TableDescriptor table = catalog.view().byName(name);
    if (table == null) {
      throw new AssertionError("no table " + name);
    }
    return table;
  }

  /** Another region says that its replica is whole. */
  void elsewhereActive(String name) {
    TableDescriptor table = table(name);
    ReplicaDescriptor creating = Objects.requireNonNull(table.replicas().get(IRELAND));
    ReplicaDescriptor active =
        new ReplicaDescriptor(IRELAND, ReplicaDescriptor.Status.ACTIVE, creating.version() + 1);
    context.replicas().onControl(IRELAND, ReplicatedTable.of(table).with(active).encode());
  }

  /** The parts of a CreateTable request that a case leaves as they are. */
  static String create(String members) {
    return "{'TableName':'Orders',"
        + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],"
        + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}]"
        + (members.isEmpty() ? "" : "," + members)
        + "}";
  }
}
