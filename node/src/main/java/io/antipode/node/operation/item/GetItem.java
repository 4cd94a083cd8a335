package io.antipode.node.operation.item;

import io.antipode.cluster.placement.ShardId;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.CapacityUse;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Hop;
import io.antipode.node.operation.data.ItemView;
import io.antipode.node.operation.data.Member;
import io.antipode.node.operation.data.ParameterRules;
import io.antipode.node.operation.data.RequestModel;
import io.antipode.node.operation.data.TableLookup;
import io.antipode.node.operation.data.Units;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an item by its key. Every read is of committed state on the item's shard. */
public final class GetItem implements Operation {
  private static final RequestModel MODEL =
      RequestModel.of(
              Member.RETURN_CONSUMED_CAPACITY,
              Member.ATTRIBUTES_TO_GET,
              Member.TABLE_NAME,
              Member.KEY,
              Member.CONSISTENT_READ,
              Member.PROJECTION_EXPRESSION,
              Member.EXPRESSION_ATTRIBUTE_NAMES)
          .requiring(Member.TABLE_NAME, Member.KEY);
  private static final List<Member> EXPRESSIONS = List.of(Member.PROJECTION_EXPRESSION);
  private static final List<Member> REPLACED = List.of(Member.ATTRIBUTES_TO_GET);

  private final OperationContext context;
  private final TableLookup tables;

  public GetItem(OperationContext context) {
    this.context = context;
    this.tables = new TableLookup(context.catalog());
  }

  @Override
  public String name() {
    return "GetItem";
  }

  @Override
  public void handle(Call call) throws IOException {
    DataRequest request = DataRequest.read(call.body(), MODEL);
    ParameterRules.check(request, EXPRESSIONS, REPLACED);
    Item keyItem = request.requiredItem(Member.KEY);
    ItemView view = ItemView.of(request);
    TableKeys keys = tables.find(request.requiredText(Member.TABLE_NAME));
    call.table(keys.table().name());
    ItemKey key = keys.keyOfKey(keyItem);
    keys.checkPaths(request.nestedRoots());
    ShardId shard = ShardId.of(key.partitionHash(), context.shards().shardCount());
    Hop.read(
        context.shards(),
        shard,
        call,
        arrived -> answer(call, request, keys, view, arrived.get(key)));
  }

  private void answer(
      Call call, DataRequest request, TableKeys keys, ItemView view, @Nullable Item item) {
    CapacityUse use = new CapacityUse();
    use.addTable(
        Units.read(item == null ? 0 : item.sizeBytes(), request.flag(Member.CONSISTENT_READ)));
    context.capacity().consumed(keys.table().name(), use.total(), 0);
    JsonOut out = new JsonOut().beginObject();
    if (item != null) {
      out.name("Item").item(view.apply(item));
    }
    use.write(out, CapacityUse.Wanted.by(request), keys.table().name());
    call.succeed(out.endObject());
  }
}
