package io.antipode.node.operation.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.LocalCatalog;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.StreamDescriptor;
import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.placement.KeySpace;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.operation.Dispatch;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.RecordedCall;
import io.antipode.node.storage.streams.StreamAnswer;
import io.antipode.node.storage.streams.StreamEntry;
import io.antipode.node.storage.streams.StreamId;
import io.antipode.node.storage.streams.StreamQuery;
import io.antipode.node.storage.streams.StreamRange;
import io.antipode.node.stream.StreamLogs;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamOperationsTest {
  private static final Region VIRGINIA = new Region("us-east-1");
  private static final long SECOND = 1_000;
  private static final long START = 1_795_428_000_000L;
  private static final String ARN =
      "arn:aws:dynamodb:us-east-1:000000000000:table/Orders/stream/2026-11-23T10:00:00.000";
  private static final String SHARD_0 = "shardId-00000001795428000000-63cbe000";

  private long now = START;
  private final LocalCatalog catalog = new LocalCatalog();
  private final Log log = new Log();
  private final StreamContext context =
      new StreamContext(
          VIRGINIA,
          catalog,
          new StreamLogs() {
            @Override
            public int shardCount() {
              return 2;
            }

            @Override
            public CompletableFuture<StreamRange> range(ShardId shard, StreamId stream) {
              return log(shard).range();
            }

            @Override
            public CompletableFuture<StreamAnswer> read(ShardId shard, StreamQuery query) {
              return log(shard).read(query);
            }

            private Log log(ShardId shard) {
              return shard.number() == 0 ? log : new Log();
            }
          },
          new TimeSource() {
            @Override
            public long epochMs() {
              return now;
            }

            @Override
            public long nanos() {
              return 0;
            }
          });
  private final List<Operation> operations =
      List.of(
          new Dispatch<>(new ListStreams(context)),
          new Dispatch<>(new DescribeStream(context)),
          new Dispatch<>(new GetShardIterator(context)),
          new Dispatch<>(new GetRecords(context)));

  /** A shard's part of the table's stream; positions are those of all mutations. */
  private static final class Log {
    final List<Mutation> mutations = new ArrayList<>();
    long first = 1;
    boolean closed;
    @Nullable RuntimeException damage;

    CompletableFuture<StreamRange> range() {
      return answer(new StreamRange(first, mutations.size() + 1L, first, closed));
    }

    CompletableFuture<StreamAnswer> read(StreamQuery query) {
      long from = query.fromPosition() == StreamQuery.OLDEST ? first : query.fromPosition();
      if (from < first) {
        return answer(new StreamAnswer.Trimmed());
      }
      List<StreamEntry> entries = new ArrayList<>();
      while (from <= mutations.size() && entries.size() < query.maxRecords()) {
        Mutation mutation = mutations.get((int) from - 1);
        if (query.stream().isOf(mutation) && StreamEntry.isShown(mutation)) {
          entries.add(StreamEntry.of(from, mutation, query.view()));
        }
        from++;
      }
      boolean ended = closed && from > mutations.size();
      return answer(new StreamAnswer.Page(entries, from, ended, 0));
    }

    private <T> CompletableFuture<T> answer(T value) {
      return damage == null
          ? CompletableFuture.completedFuture(value)
          : CompletableFuture.failedFuture(damage);
    }
  }

  @BeforeEach
  void aTableWithAStream() {
    put(new StreamDescriptor(START, StreamViewType.NEW_AND_OLD_IMAGES, 0));
  }

  private void put(StreamDescriptor stream) {
    catalog.update(
        7,
        before ->
            new TableDescriptor(
                7,
                "Orders",
                TableStatus.ACTIVE,
                new SharedSettings(
                    1,
                    START,
                    List.of(new AttributeDefinition("pk", ScalarType.S)),
                    KeySchema.of("pk"),
                    List.of(),
                    BillingMode.PAY_PER_REQUEST,
                    Throughput.NONE,
                    stream.viewType()),
                LocalSettings.DEFAULT.withStream(stream),
                Map.of()));
  }

  private void write(long table, @Nullable Integer before, @Nullable Integer after, int flags) {
    log.mutations.add(
        new Mutation(
            ItemKey.of(KeySpace.byId(table), new AttributeValue.S("a"), null).bytes(),
            new Version(Version.atMs(START + 2 * SECOND), VIRGINIA),
            image(after),
            image(before),
            START,
            flags | (before == null ? 0 : Mutation.HAD_OLD)));
  }

  private static byte @Nullable [] image(@Nullable Integer version) {
    return version == null
        ? null
        : Item.of(
                Map.of(
                    "pk", new AttributeValue.S("a"),
                    "v", new AttributeValue.S("v" + version)))
            .bytes();
  }

  private String ask(String name, String body) {
    for (Operation operation : operations) {
      if (operation.name().equals(name)) {
        return RecordedCall.of(operation, body.replace('\'', '"')).replace('"', '\'');
      }
    }
    throw new AssertionError("no operation " + name);
  }

  private String iterator(String members) {
    String answer =
        ask(
            "GetShardIterator",
            "{'StreamArn':'" + ARN + "','ShardId':'" + SHARD_0 + "'," + members + "}");
    return member(answer, "ShardIterator");
  }

  private static String member(String answer, String name) {
    int start = answer.indexOf("'" + name + "':'") + name.length() + 4;
    assertTrue(start >= name.length() + 4, answer);
    return answer.substring(start, answer.indexOf('\'', start));
  }

  private String records(String iterator, String more) {
    return ask("GetRecords", "{'ShardIterator':'" + iterator + "'" + more + "}");
  }

  private static int count(String records) {
    return records.split("'eventID'", -1).length - 1;
  }

  @Test
  void streamsAreListedAndDescribed() {
    assertEquals(
        "{'Streams':[{'StreamArn':'"
            + ARN
            + "','TableName':'Orders','StreamLabel':'2026-11-23T10:00:00.000'}]}",
        ask("ListStreams", "{'TableName':'Orders'}"));
    String described = ask("DescribeStream", "{'StreamArn':'" + ARN + "','Limit':1}");
    assertTrue(
        described.contains(
            "'StreamStatus':'ENABLED','StreamViewType':'NEW_AND_OLD_IMAGES',"
                + "'CreationRequestDateTime':1795428000.0,'TableName':'Orders',"
                + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],'Shards':[{'ShardId':'"
                + SHARD_0
                + "','SequenceNumberRange':{'StartingSequenceNumber':'000000000000000000001'}}],"
                + "'LastEvaluatedShardId':'"
                + SHARD_0
                + "'"),
        described);
  }

  private String filtered(String filter, String more) {
    return ask("DescribeStream", "{'StreamArn':'" + ARN + "','ShardFilter':" + filter + more + "}");
  }

  @Test
  void noShardHasChildren() {
    String children = filtered("{'Type':'CHILD_SHARDS','ShardId':'" + SHARD_0 + "'}", "");
    assertTrue(children.contains("'Shards':[]"), children);
    assertFalse(children.contains("LastEvaluatedShardId"), children);
    String strangers =
        filtered("{'Type':'CHILD_SHARDS','ShardId':'shardId-00000000000000000000-00000000'}", "");
    assertTrue(strangers.contains("'Shards':[]"), strangers);
  }

  @Test
  void aFilterOfShardsIsWhole() {
    String part =
        "VALIDATION: One or more parameter values were invalid:"
            + " ShardFilter must have both a Type and a ShardId";
    assertEquals(part, filtered("{}", ""));
    assertEquals(part, filtered("{'Type':'CHILD_SHARDS'}", ""));
    assertEquals(part, filtered("{'ShardId':'" + SHARD_0 + "'}", ""));
    // As DynamoDB Local says it.
    assertEquals(
        "VALIDATION: ShardFilter and ExclusiveStartShardId both should not be specified in the"
            + " request.",
        filtered(
            "{'Type':'CHILD_SHARDS','ShardId':'" + SHARD_0 + "'}",
            ",'ExclusiveStartShardId':'" + SHARD_0 + "'"));
    assertEquals(
        "VALIDATION: 2 validation errors detected: Value 'PARENTS' at 'shardFilter.type' failed to"
            + " satisfy constraint: Member must satisfy enum value set: [CHILD_SHARDS]; Value"
            + " 'short' at 'shardFilter.shardId' failed to satisfy constraint: Member must have"
            + " length greater than or equal to 28",
        filtered("{'Type':'PARENTS','ShardId':'short'}", ""));
  }

  @Test
  void everyKindOfChangeIsShownOnceAndInOrder() {
    write(7, null, 1, 0);
    write(8, null, 1, 0);
    write(7, 1, 1, Mutation.UNCHANGED);
    write(7, 1, 2, 0);
    write(7, 2, null, 0);
    write(7, null, null, 0);
    String records = records(iterator("'ShardIteratorType':'TRIM_HORIZON'"), "");
    assertEquals(3, count(records), records);
    assertTrue(
        records.contains(
            "'eventName':'MODIFY','eventVersion':'1.1','eventSource':'aws:dynamodb',"
                + "'awsRegion':'us-east-1','dynamodb':{'ApproximateCreationDateTime':1795428002,"
                + "'Keys':{'pk':{'S':'a'}},'NewImage':{'pk':{'S':'a'},'v':{'S':'v2'}},"
                + "'OldImage':{'pk':{'S':'a'},'v':{'S':'v1'}},"
                + "'SequenceNumber':'000000000000000000004','SizeBytes':15,"
                + "'StreamViewType':'NEW_AND_OLD_IMAGES'}}"),
        records);
    assertTrue(
        records.indexOf("INSERT") < records.indexOf("MODIFY")
            && records.indexOf("MODIFY") < records.indexOf("REMOVE"),
        records);
  }

  @Test
  void aPageEndsAtItsLimitAndTheNextGoesOn() {
    for (int i = 1; i <= 5; i++) {
      write(7, i, i + 1, 0);
    }
    String first = records(iterator("'ShardIteratorType':'TRIM_HORIZON'"), ",'Limit':2");
    assertEquals(2, count(first));
    String second = records(member(first, "NextShardIterator"), ",'Limit':3");
    assertEquals(3, count(second));
    String third = records(member(second, "NextShardIterator"), "");
    assertEquals(0, count(third));
    assertTrue(third.contains("NextShardIterator"), "an enabled stream has no end");
  }

  @Test
  void iteratorsBeginWhereTheyAreTold() {
    write(7, null, 1, 0);
    write(7, 1, 2, 0);
    write(7, 2, 3, 0);
    String sequence = ",'SequenceNumber':'000000000000000000002'";
    assertEquals(0, count(records(iterator("'ShardIteratorType':'LATEST'"), "")));
    assertEquals(
        2, count(records(iterator("'ShardIteratorType':'AT_SEQUENCE_NUMBER'" + sequence), "")));
    assertEquals(
        1, count(records(iterator("'ShardIteratorType':'AFTER_SEQUENCE_NUMBER'" + sequence), "")));
  }

  @Test
  void aSequenceNumberBelongsToTheTypesThatBeginAtOne() {
    String start = "{'StreamArn':'" + ARN + "','ShardId':'" + SHARD_0 + "','ShardIteratorType':'";
    String rule =
        "VALIDATION: Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and"
            + " SequenceNumber or (2) TRIM_HORIZON or LATEST and no SequenceNumber."
            + " Request specified ";
    for (String type : List.of("TRIM_HORIZON", "LATEST")) {
      assertEquals(
          rule + type + " and also a SequenceNumber.",
          ask("GetShardIterator", start + type + "','SequenceNumber':'000000000000000000001'}"));
    }
    for (String type : List.of("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER")) {
      assertEquals(
          rule + type + " and no SequenceNumber.", ask("GetShardIterator", start + type + "'}"));
    }
  }

  @Test
  void listingGoesOnAfterAStreamOnly() {
    String notAnArn = "kossaapaaasdafsdaasdasdasdasasdasfadfadfasdasdas";
    assertEquals(
        "VALIDATION: Invalid StreamArn: " + notAnArn,
        ask("ListStreams", "{'ExclusiveStartStreamArn':'" + notAnArn + "'}"));
    assertEquals("{'Streams':[]}", ask("ListStreams", "{'ExclusiveStartStreamArn':'" + ARN + "'}"));
  }

  @Test
  void afterAShardThatIsUnknownComesNone() {
    String described =
        ask(
            "DescribeStream",
            "{'StreamArn':'"
                + ARN
                + "','ExclusiveStartShardId':'zzzzzzzzzzzzzzzzzzzzzzzzsfasdgagadfadfgagkjsdfsfsdf'}");
    assertTrue(described.contains("'Shards':[]}"), described);
  }

  @Test
  void whatWasTrimmedCanNotBeRead() {
    write(7, null, 1, 0);
    write(7, 1, 2, 0);
    String early =
        iterator(
            "'ShardIteratorType':'AT_SEQUENCE_NUMBER','SequenceNumber':'000000000000000000001'");
    log.first = 2;
    String trimmed =
        "TRIMMED_DATA_ACCESS: The operation attempted to read past the oldest stream record in a"
            + " shard.";
    assertEquals(trimmed, records(early, ""));
    assertEquals(
        trimmed,
        ask(
            "GetShardIterator",
            "{'StreamArn':'"
                + ARN
                + "','ShardId':'"
                + SHARD_0
                + "','ShardIteratorType':'AT_SEQUENCE_NUMBER',"
                + "'SequenceNumber':'000000000000000000001'}"));
    assertEquals(1, count(records(iterator("'ShardIteratorType':'TRIM_HORIZON'"), "")));
  }

  @Test
  void anIteratorLivesFifteenMinutesAndCanNotBeForged() {
    String iterator = iterator("'ShardIteratorType':'TRIM_HORIZON'");
    now += 15 * 60 * SECOND;
    assertFalse(records(iterator, "").startsWith("EXPIRED"));
    now += 1;
    assertTrue(
        records(iterator, "").startsWith("EXPIRED_ITERATOR: The shard iterator has expired"));
    String forged = (iterator.charAt(8) == 'A' ? 'B' : 'A') + iterator.substring(1);
    assertEquals("VALIDATION: Invalid ShardIterator", records(forged, ""));
  }

  @Test
  void aStreamThatIsOffCanBeReadToItsEndForADay() {
    write(7, null, 1, 0);
    put(new StreamDescriptor(START, StreamViewType.KEYS_ONLY, START + SECOND));
    log.closed = true;
    String records = records(iterator("'ShardIteratorType':'TRIM_HORIZON'"), "");
    assertEquals(1, count(records));
    assertFalse(records.contains("NewImage"), records);
    assertFalse(records.contains("NextShardIterator"), records);
    now = START + SECOND + 24 * 60 * 60 * SECOND;
    assertEquals("{'Streams':[]}", ask("ListStreams", "{}"));
    assertEquals(
        "RESOURCE_NOT_FOUND: Requested resource not found: Stream: " + ARN + " not found",
        ask("DescribeStream", "{'StreamArn':'" + ARN + "'}"));
  }

  @Test
  void aShardThatFailsIsAnInternalServerError() {
    String iterator = iterator("'ShardIteratorType':'TRIM_HORIZON'");
    log.damage = new IllegalStateException("damaged");
    String defect = "INTERNAL_SERVER_ERROR: Internal server error";
    assertEquals(defect, records(iterator, ""));
    assertEquals(defect, ask("DescribeStream", "{'StreamArn':'" + ARN + "'}"));
    assertEquals(
        defect,
        ask(
            "GetShardIterator",
            "{'StreamArn':'"
                + ARN
                + "','ShardId':'"
                + SHARD_0
                + "','ShardIteratorType':'LATEST'}"));
  }

  @Test
  void expirationsCarryTheServicesIdentity() {
    write(7, 1, null, Mutation.EXPIRED);
    String records = records(iterator("'ShardIteratorType':'TRIM_HORIZON'"), "");
    assertTrue(
        records.contains(
            "'userIdentity':{'Type':'Service','PrincipalId':'dynamodb.amazonaws.com'}"),
        records);
  }
}
