package io.antipode.node.transfer;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.ProjectionExpression;
import io.antipode.node.index.TableKeys;
import io.antipode.node.item.Item;
import io.antipode.node.item.KeyRange;
import io.antipode.node.operation.data.Expressions;
import io.antipode.node.operation.data.Layout;
import io.antipode.node.operation.data.Parameter;
import io.antipode.node.operation.data.ParameterRules;
import io.antipode.node.operation.data.Parameters;
import io.antipode.node.operation.query.KeyFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@code FilterSpecification}: which items are exported, and what of them. It is asked of the
 * newest image of an item, of a deleted one of the last that there was.
 *
 * @param keys null for all
 * @param condition null for none
 * @param projection null for whole items
 */
public record ExportFilter(
    @Nullable KeyRange keys,
    @Nullable Condition condition,
    @Nullable ProjectionExpression projection) {
  private static final ExportFilter ALL = new ExportFilter(null, null, null);
  private static final Structure SHAPE = DYNAMODB.structure("FilterSpecification");
  private static final Layout LAYOUT = Layout.of(SHAPE);
  private static final List<Parameter> EXPRESSIONS =
      List.of(
          Parameter.FILTER_EXPRESSION,
          Parameter.PROJECTION_EXPRESSION,
          Parameter.KEY_CONDITION_EXPRESSION);

  /**
   * What a specification says of a table.
   *
   * @param given null for none
   * @throws ApiException with the messages of Query and Scan
   */
  public static ExportFilter of(@Nullable Fields given, TableKeys table) {
    if (given == null) {
      return ALL;
    }
    Parameters parameters = new Parameters(given, LAYOUT);
    ParameterRules.check(parameters, EXPRESSIONS, List.of());
    Expressions parsed = Expressions.parse(parameters);
    table.checkPaths(parameters.nestedRoots());
    return new ExportFilter(
        parsed.key() == null ? null : KeyFilter.range(table, parsed.key(), parsed.filter()),
        parsed.filter(),
        parsed.projection());
  }

  boolean takes(byte[] key, Item newest) {
    return (keys == null || keys.contains(key)) && (condition == null || condition.test(newest));
  }

  Item shown(Item item) {
    return projection == null ? item : projection.apply(item);
  }
}
