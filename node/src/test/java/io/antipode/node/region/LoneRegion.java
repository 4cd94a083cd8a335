package io.antipode.node.region;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.LocalCatalog;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiError;
import io.antipode.node.backup.ArchivePorts;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.json.Leniency;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.runtime.FolderObjects;
import io.antipode.node.storage.HandLoop;
import io.antipode.node.storage.view.HeapItemStore;
import io.antipode.node.transfer.TransferPorts;
import io.antipode.replication.clock.Version;
import io.antipode.replication.disk.FileDisk;
import io.antipode.replication.link.Links;
import io.antipode.replication.log.Durability;
import io.antipode.replication.memory.MemoryBudget;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.ReplicatedShard.ApplyOutcome;
import io.antipode.replication.region.ReplicationListener;
import io.antipode.replication.region.ReplicationOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A region that is the only one, with shards on a disk, in one thread: JSON in, JSON (or {@code
 * Type: message}) out. Single quotes stand for double quotes. Tables: {@code hash} (id S), {@code
 * range} (id S, sk N, with the local index {@code local} on l and the global one {@code global} on
 * g).
 */
final class LoneRegion {
  private static final Region HERE = new Region("us-east-1");
  private static final Region ELSEWHERE = new Region("eu-west-1");
  private static final int SHARDS = 3;
  private static final int JOURNAL_BYTES = 16 << 20;

  private static final List<String> TABLES =
      List.of(
          """
          {'TableName':'hash','BillingMode':'PAY_PER_REQUEST',
           'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],
           'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}]}\
          """,
          """
          {'TableName':'range','BillingMode':'PAY_PER_REQUEST',
           'KeySchema':[{'AttributeName':'id','KeyType':'HASH'},{'AttributeName':'sk','KeyType':'RANGE'}],
           'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'},{'AttributeName':'sk','AttributeType':'N'},
             {'AttributeName':'l','AttributeType':'S'},{'AttributeName':'g','AttributeType':'S'}],
           'LocalSecondaryIndexes':[{'IndexName':'local','KeySchema':[{'AttributeName':'id','KeyType':'HASH'},{'AttributeName':'l','KeyType':'RANGE'}],'Projection':{'ProjectionType':'KEYS_ONLY'}}],
           'GlobalSecondaryIndexes':[{'IndexName':'global','KeySchema':[{'AttributeName':'g','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'}}]}\
          """);

  final HandLoop loop = new HandLoop();
  private final FileDisk disk;
  private final FileDisk archive;
  private final Path buckets;
  private final int shards;
  private final FileDisk archiveCopy;
  private LocalCatalog catalog = new LocalCatalog(CatalogView.EMPTY);
  private RegionNode node;
  private long entropy = 1;

  LoneRegion(Path folder) throws IOException {
    this(folder, SHARDS);
  }

  LoneRegion(Path folder, int shards) throws IOException {
    this.shards = shards;
    disk = new FileDisk(folder.resolve("shards"));
    archive = new FileDisk(folder.resolve("archive"));
    archiveCopy = new FileDisk(folder.resolve("archive-copy"));
    buckets = folder.resolve("buckets");
    node = open();
    for (String table : TABLES) {
      String made = call("CreateTable", table);
      if (!made.startsWith("{")) {
        throw new AssertionError(made);
      }
    }
  }

  private RegionNode open() {
    RegionOptions options =
        new RegionOptions(
            HERE,
            List.of(HERE),
            shards,
            Durability.OS,
            500,
            "nowhere",
            ReplicationOptions.DEFAULT,
            Leniency.NONE,
            JOURNAL_BYTES,
            usual -> usual);
    RegionPorts ports =
        new RegionPorts(
            disk,
            loop.time(),
            () -> entropy++,
            Collections.nCopies(shards, loop),
            loop,
            new ArchivePorts(archive, archiveCopy, loop),
            new TransferPorts(new FolderObjects(buckets), loop),
            new NoLinks(),
            catalog,
            shard -> HeapItemStore.stores(),
            MemoryBudget.unbounded(),
            new RecoveryTurns(1),
            ReplicationListener.NONE,
            (table, read, write) -> {},
            failure -> {
              throw new AssertionError("the disk failed", failure);
            });
    CompletableFuture<RegionNode> opened = RegionNode.open(options, ports).toCompletableFuture();
    loop.run();
    return opened.join();
  }

  /** kill -9, then a new process. */
  void crash() {
    loop.kill();
    catalog = new LocalCatalog(catalog.view());
    node = open();
  }

  RegionNode node() {
    return node;
  }

  /** SIGTERM, then a new process. */
  void restart() {
    CompletableFuture<@Nullable Void> closed = node.close().toCompletableFuture();
    loop.run();
    closed.join();
    crash();
  }

  /** What the catalog says of a table. */
  TableDescriptor table(String name) {
    return Objects.requireNonNull(catalog.view().byName(name));
  }

  /** Changes the catalog, as another region would. */
  void change(String name, UnaryOperator<TableDescriptor> change) {
    TableDescriptor table =
        catalog.view().all().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    catalog.update(table.id(), here -> change.apply(Objects.requireNonNull(here)));
  }

  /** What Contributor Insights tell of a table. */
  String insights(String name) {
    JsonOut out = new JsonOut();
    node.insights().write(table(name), out);
    return Pending.text(out);
  }

  /** Takes an item, {@code v} being "replicated", as another region has written it. */
  void replicate(String name, String id, long hlc) {
    TableDescriptor table = table(name);
    ItemKey key = ItemKey.of(table.keySpace(), new AttributeValue.S(id), null);
    Item item =
        Item.of(Map.of("id", new AttributeValue.S(id), "v", new AttributeValue.S("replicated")));
    Mutation write =
        new Mutation(key.bytes(), new Version(hlc, ELSEWHERE), item.bytes(), null, 0, 0);
    List<ApplyOutcome> outcomes = new ArrayList<>();
    node.onShard(
        ShardId.of(key.partitionHash(), shards), shard -> outcomes.add(shard.apply(write)));
    loop.run();
    if (!outcomes.equals(List.of(ApplyOutcome.APPLIED))) {
      throw new AssertionError("the write is " + outcomes);
    }
  }

  /** Calls an action, and waits for its answer. */
  String call(String action, String json) {
    Pending call = begin(action, json);
    loop.run();
    return call.answer();
  }

  /**
   * Calls an action, one of Kinesis behind {@code Kinesis.}: nothing that it waits for happens
   * before {@link HandLoop#run()}.
   */
  Pending begin(String action, String json) {
    Pending call = new Pending(json.replace('\'', '"').getBytes(UTF_8));
    String ofKinesis = "Kinesis.";
    List<Operation> operations =
        action.startsWith(ofKinesis) ? node.kinesisOperations() : node.operations();
    String name = action.startsWith(ofKinesis) ? action.substring(ofKinesis.length()) : action;
    for (Operation operation : operations) {
      if (operation.name().equals(name)) {
        operation.serve(call);
        return call;
      }
    }
    throw new IllegalArgumentException("no action " + action);
  }

  /** A call under way. */
  static final class Pending implements Call {
    private final byte[] body;
    private @Nullable String answer;

    private Pending(byte[] body) {
      this.body = body;
    }

    boolean isAnswered() {
      return answer != null;
    }

    /** With single quotes; the reasons of what was cancelled or throttled in a line each. */
    String answer() {
      if (answer == null) {
        throw new AssertionError("not answered");
      }
      return answer;
    }

    @Override
    public String accessKeyId() {
      return "";
    }

    @Override
    public byte[] bodyBytes() {
      return body;
    }

    @Override
    public void succeed(JsonOut out) {
      answer(text(out));
    }

    @Override
    public void fail(ApiError error) {
      String type = error.type().typeName();
      answer(
          type.substring(type.indexOf('#') + 1)
              + ": "
              + error.message()
              + (error.item() == null ? "" : " " + text(new JsonOut().item(error.item())))
              + error.throttlingReasons().stream()
                  .map(reason -> "\n" + reason.reason() + " " + reason.resource())
                  .collect(Collectors.joining())
              + error.cancellationReasons().stream()
                  .map(Pending::line)
                  .collect(Collectors.joining()));
    }

    private static String line(ApiError.CancellationReason reason) {
      return "\n"
          + reason.code()
          + (reason.message() == null ? "" : ": " + reason.message())
          + (reason.item() == null ? "" : " " + text(new JsonOut().item(reason.item())));
    }

    private static String text(JsonOut out) {
      return new String(out.array(), 0, out.length(), UTF_8).replace('"', '\'');
    }

    private void answer(String text) {
      if (answer != null) {
        throw new AssertionError("answered twice: " + answer + " and " + text);
      }
      answer = text;
    }
  }

  /** There is nobody else. */
  private static final class NoLinks implements Links {
    @Override
    public void start(Listener listener) {}

    @Override
    public void send(Region peer, byte[] frame) {}

    @Override
    public long queuedBytes(Region peer) {
      return 0;
    }

    @Override
    public void close() {}
  }
}
