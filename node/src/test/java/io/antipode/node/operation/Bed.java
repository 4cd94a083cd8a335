package io.antipode.node.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.BillingMode;
import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.cluster.catalog.KeySchema;
import io.antipode.cluster.catalog.LocalSettings;
import io.antipode.cluster.catalog.Projection;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.cluster.catalog.Throughput;
import io.antipode.cluster.placement.ShardId;
import io.antipode.cluster.topology.Region;
import io.antipode.node.action.ShardAccess;
import io.antipode.node.action.ShardMessage;
import io.antipode.node.admission.Admission;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.Failures;
import io.antipode.node.index.TableKeys;
import io.antipode.node.insight.KeyInsights;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.batch.BatchGetItem;
import io.antipode.node.operation.batch.BatchWriteItem;
import io.antipode.node.operation.item.DeleteItem;
import io.antipode.node.operation.item.GetItem;
import io.antipode.node.operation.item.PutItem;
import io.antipode.node.operation.item.UpdateItem;
import io.antipode.node.operation.query.Query;
import io.antipode.node.operation.query.Scan;
import io.antipode.node.storage.ItemShard;
import io.antipode.node.storage.Shard;
import io.antipode.replication.clock.TimeSource;
import io.antipode.replication.memory.MemoryBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All actions on items over in-memory shards: JSON in, JSON (or {@code Type: message}) out. Single
 * quotes stand for double quotes. Tables: {@code hash} (id S), {@code range} (id S, sk N, with
 * local and global indexes), {@code multi} (a global index of two and two attributes).
 */
public final class Bed implements ShardAccess {
  private static final List<AttributeDefinition> ATTRIBUTES =
      Stream.of(
              new AttributeDefinition("id", ScalarType.S),
              new AttributeDefinition("sk", ScalarType.N),
              new AttributeDefinition("l", ScalarType.S),
              new AttributeDefinition("g", ScalarType.S),
              new AttributeDefinition("h", ScalarType.N))
          .toList();

  private final List<MemoryShard> memories = new ArrayList<>();
  private final List<Shard> shards = new ArrayList<>();
  private final Map<String, Operation> operations = new HashMap<>();
  private CatalogView view = CatalogView.EMPTY;

  /** Small enough to be filled. */
  public final MemoryBudget budget = MemoryBudget.of(512 << 20, 1 << 20, 1);

  /** Headers of the last answer. */
  public final Map<String, String> headers = new HashMap<>();

  /** What the capacity recorder heard last. */
  public String recorded = "";

  public Bed(int shardCount) {
    for (int i = 0; i < shardCount; i++) {
      MemoryShard memory =
          new MemoryShard(id -> new TableKeys(Objects.requireNonNull(view.byId(id))), budget);
      memories.add(memory);
      shards.add(memory.shard());
    }
    table(1, "hash", KeySchema.of("id"), TableStatus.ACTIVE);
    table(
        2,
        "range",
        KeySchema.of("id", "sk"),
        TableStatus.ACTIVE,
        index(21, "lall", IndexDescriptor.Scope.LOCAL, KeySchema.of("id", "l"), Projection.ALL),
        index(
            22,
            "lkeys",
            IndexDescriptor.Scope.LOCAL,
            KeySchema.of("id", "l"),
            Projection.KEYS_ONLY),
        index(23, "gall", IndexDescriptor.Scope.GLOBAL, KeySchema.of("g", "h"), Projection.ALL),
        index(
            24,
            "ginc",
            IndexDescriptor.Scope.GLOBAL,
            KeySchema.of("g"),
            new Projection(Projection.Kind.INCLUDE, List.of("p"))));
    table(
        3,
        "multi",
        KeySchema.of("id"),
        TableStatus.ACTIVE,
        index(
            31,
            "gmulti",
            IndexDescriptor.Scope.GLOBAL,
            new KeySchema(List.of("g", "h"), List.of("l", "sk")),
            Projection.ALL));
    table(4, "coming", KeySchema.of("id"), TableStatus.CREATING);
    OperationContext context =
        new OperationContext(
            this,
            new FixedCatalog(),
            new Region("us-east-1"),
            new StoppedTime(),
            (table, read, write) -> recorded = table + " " + read + " " + write,
            new Admission(
                new Region("us-east-1"),
                new FixedCatalog(),
                new StoppedTime(),
                true,
                new KeyInsights(new FixedCatalog(), new StoppedTime())),
            budget,
            () -> 7);
    for (Operation operation :
        List.<Operation>of(
            new Dispatch<>(new PutItem(context)),
            new Dispatch<>(new GetItem(context)),
            new Dispatch<>(new UpdateItem(context)),
            new Dispatch<>(new DeleteItem(context)),
            new Dispatch<>(new Query(context)),
            new Dispatch<>(new Scan(context)),
            new Dispatch<>(new BatchGetItem(context)),
            new Dispatch<>(new BatchWriteItem(context)))) {
      operations.put(operation.name(), operation);
    }
  }

  private void table(
      long id, String name, KeySchema key, TableStatus status, IndexDescriptor... indexes) {
    view =
        view.with(
            new TableDescriptor(
                id,
                name,
                status,
                new TableDescriptor.SharedSettings(
                    1,
                    0,
                    ATTRIBUTES,
                    key,
                    List.of(indexes),
                    BillingMode.PAY_PER_REQUEST,
                    Throughput.NONE,
                    null),
                LocalSettings.DEFAULT,
                Map.of()));
  }

  /** Gives {@code hash} a global index of {@code g}, as UpdateTable does when items are there. */
  public void indexHash() {
    table(
        1,
        "hash",
        KeySchema.of("id"),
        TableStatus.ACTIVE,
        index(11, "later", IndexDescriptor.Scope.GLOBAL, KeySchema.of("g"), Projection.ALL));
  }

  private static IndexDescriptor index(
      long id, String name, IndexDescriptor.Scope scope, KeySchema key, Projection projection) {
    return new IndexDescriptor(
        id, name, scope, key, projection, Throughput.NONE, IndexDescriptor.Status.ACTIVE);
  }

  @Override
  public int shardCount() {
    return shards.size();
  }

  @Override
  public <R> void send(
      ShardId shard, ShardMessage<R> message, io.antipode.node.action.Answer<R> answer) {
    ShardMessage.deliver(message, shards.get(shard.number()), answer);
  }

  /** Lets every shard refuse writes; null lets them write again. */
  public void refuse(ItemShard.@Nullable WriteRefusal refusal) {
    memories.forEach(memory -> memory.refusal = refusal);
  }

  /** Lets one shard refuse writes. */
  public void refuse(int shard, ItemShard.WriteRefusal refusal) {
    memories.get(shard).refusal = refusal;
  }

  /**
   * Calls an action.
   *
   * @param json the request, with single quotes for double ones
   * @return the answer, with single quotes too
   */
  public String call(String action, String json) {
    headers.clear();
    Kept answer = new Kept(json.replace('\'', '"').getBytes(UTF_8));
    Objects.requireNonNull(operations.get(action)).serve(answer);
    return answer.text();
  }

  private final class Kept implements Call {
    private final byte[] body;
    private @Nullable String text;

    Kept(byte[] body) {
      this.body = body;
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
    public void header(String name, String value) {
      headers.put(name, value);
    }

    @Override
    public void succeed(JsonOut out) {
      answer(new String(out.array(), 0, out.length(), UTF_8).replace('"', '\''));
    }

    @Override
    public void fail(ApiError error) {
      String type = error.type().typeName();
      String item = "";
      if (error.item() != null) {
        JsonOut out = new JsonOut().item(error.item());
        item = " " + new String(out.array(), 0, out.length(), UTF_8).replace('"', '\'');
      }
      answer(type.substring(type.indexOf('#') + 1) + ": " + error.message() + item);
    }

    @Override
    public void fail(Throwable failure) {
      ApiError known = Failures.errorOf(failure);
      if (known == null) {
        throw new AssertionError("a defect", failure);
      }
      fail(known);
    }

    private void answer(String answer) {
      if (text != null) {
        throw new AssertionError("answered twice: " + text + " and " + answer);
      }
      text = answer;
    }

    String text() {
      return Objects.requireNonNull(text, "not answered");
    }
  }

  private final class FixedCatalog implements Catalog {
    @Override
    public CatalogView view() {
      return view;
    }

    @Override
    public CompletionStage<TableDescriptor> update(
        long tableId, UnaryOperator<@Nullable TableDescriptor> change) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void listen(Consumer<CatalogView> listener) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class StoppedTime implements TimeSource {
    @Override
    public long epochMs() {
      return 0;
    }

    @Override
    public long nanos() {
      return 0;
    }
  }
}
