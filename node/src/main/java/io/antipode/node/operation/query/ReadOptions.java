package io.antipode.node.operation.query;

import io.antipode.node.action.ItemView;
import io.antipode.node.expression.Condition;
import io.antipode.node.item.Item;
import io.antipode.node.operation.data.CapacityWanted;
import io.antipode.node.operation.data.Expressions;
import io.antipode.node.operation.data.Parameter;
import io.antipode.node.operation.data.Parameters;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Query and Scan are asked alike.
 *
 * @param indexName null for the table itself
 * @param startKey {@code ExclusiveStartKey}, null for the first page
 * @param filter of either kind, null for none
 * @param limit the most items that a page looks at
 * @param nestedRoots the attributes that paths of the request's expressions go into
 */
public record ReadOptions(
    String tableName,
    @Nullable String indexName,
    @Nullable Item startKey,
    @Nullable Condition filter,
    ItemView view,
    Select select,
    boolean consistent,
    int limit,
    Set<String> nestedRoots,
    CapacityWanted capacity) {

  static ReadOptions of(
      String tableName,
      Parameters request,
      Expressions expressions,
      Select select,
      @Nullable Item startKey,
      @Nullable Condition legacyFilter) {
    Integer limit = request.whole(Parameter.LIMIT);
    return new ReadOptions(
        tableName,
        request.text(Parameter.INDEX_NAME),
        startKey,
        legacyFilter != null ? legacyFilter : expressions.filter(),
        expressions.view(request),
        select,
        request.flag(Parameter.CONSISTENT_READ),
        limit == null ? Integer.MAX_VALUE : limit,
        request.nestedRoots(),
        CapacityWanted.by(request));
  }
}
