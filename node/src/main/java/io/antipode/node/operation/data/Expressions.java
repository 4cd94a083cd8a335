package io.antipode.node.operation.data;

import io.antipode.node.action.ItemView;
import io.antipode.node.api.ApiException;
import io.antipode.node.expression.Condition;
import io.antipode.node.expression.ExpressionContext;
import io.antipode.node.expression.ExpressionException;
import io.antipode.node.expression.KeyConditions;
import io.antipode.node.expression.ProjectionExpression;
import io.antipode.node.expression.Update;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request's expressions, parsed; null where the request has none. */
public record Expressions(
    @Nullable Update update,
    @Nullable Condition condition,
    @Nullable KeyConditions key,
    @Nullable Condition filter,
    @Nullable ProjectionExpression projection) {
  private static final Expressions NONE = new Expressions(null, null, null, null, null);

  /** Parses all expressions of a request; refuses names and values that none of them uses. */
  public static Expressions parse(Parameters request) {
    String update = request.text(Parameter.UPDATE_EXPRESSION);
    String condition = request.text(Parameter.CONDITION_EXPRESSION);
    String key = request.text(Parameter.KEY_CONDITION_EXPRESSION);
    String filter = request.text(Parameter.FILTER_EXPRESSION);
    String projection = request.text(Parameter.PROJECTION_EXPRESSION);
    if (update == null
        && condition == null
        && key == null
        && filter == null
        && projection == null) {
      return NONE;
    }
    try {
      ExpressionContext context = new ExpressionContext(request.names(), request.values());
      Expressions parsed =
          new Expressions(
              update == null ? null : Update.parse(update, context),
              condition == null ? null : Condition.parse("ConditionExpression", condition, context),
              key == null ? null : KeyConditions.parse(key, context),
              filter == null ? null : Condition.parse("FilterExpression", filter, context),
              projection == null ? null : ProjectionExpression.parse(projection, context));
      context.requireAllUsed();
      request.rememberNestedRoots(context.nestedRoots());
      return parsed;
    } catch (ExpressionException e) {
      throw ApiException.validation(String.valueOf(e.getMessage()));
    }
  }

  /** The part of items that a request without other expressions wants to see. */
  public static ItemView viewOf(Parameters request) {
    ParameterRules.checkAttributesToGet(request);
    return parse(request).view(request);
  }

  /** The part of items that the request wants to see. */
  public ItemView view(Parameters request) {
    List<String> attributes = request.texts(Parameter.ATTRIBUTES_TO_GET);
    if (attributes != null) {
      return ItemView.of(attributes);
    }
    return projection == null ? ItemView.WHOLE : ItemView.of(projection);
  }
}
