package io.antipode.node.operation.item;

import io.antipode.node.expression.Condition;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.ItemLimits;
import io.antipode.node.operation.data.Member;
import io.antipode.node.operation.data.RequestModel;
import io.antipode.node.operation.data.TableLookup;
import io.antipode.node.storage.Shard;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes a whole item, in place of what had its key before. */
public final class PutItem implements Operation {
  private static final RequestModel MODEL =
      RequestModel.of(
              Member.RETURN_CONSUMED_CAPACITY,
              Member.TABLE_NAME,
              Member.ITEM,
              Member.CONDITIONAL_OPERATOR,
              Member.EXPECTED,
              Member.RETURN_VALUES,
              Member.RETURN_ITEM_COLLECTION_METRICS,
              Member.RETURN_VALUES_ON_CONDITION_CHECK_FAILURE,
              Member.CONDITION_EXPRESSION,
              Member.EXPRESSION_ATTRIBUTE_VALUES,
              Member.EXPRESSION_ATTRIBUTE_NAMES)
          .requiring(Member.TABLE_NAME, Member.ITEM);

  private final OperationContext context;
  private final TableLookup tables;

  public PutItem(OperationContext context) {
    this.context = context;
    this.tables = new TableLookup(context.catalog());
  }

  @Override
  public String name() {
    return "PutItem";
  }

  @Override
  public void handle(Call call) throws IOException {
    DataRequest request = DataRequest.read(call.body(), MODEL);
    WriteConditions.checkParameters(request);
    Item item = request.requiredItem(Member.ITEM);
    boolean returnsOld = WriteConditions.returnsOld(request);
    ItemLimits.check(item, ItemLimits.PUT_TOO_LARGE);
    Condition condition = WriteConditions.parse(request);
    TableKeys keys = tables.find(request.requiredText(Member.TABLE_NAME));
    call.table(keys.table().name());
    ItemKey key = keys.keyOfItem(item);
    keys.checkPaths(request.nestedRoots());
    Shard.Decision put = new Shard.Decision.Put(item);
    new ItemWrite(context, call, request, keys, key, condition) {
      @Override
      Shard.Decision change(@Nullable Item current) {
        return put;
      }

      @Override
      void writeAttributes(JsonOut out, @Nullable Item before, @Nullable Item after) {
        if (returnsOld && before != null) {
          out.name("Attributes").item(before);
        }
      }
    }.start();
  }
}
