package io.antipode.node.operation.partiql;

import io.antipode.node.action.ItemLimits;
import io.antipode.node.action.ItemView;
import io.antipode.node.action.Returned;
import io.antipode.node.api.ApiException;
import io.antipode.node.expression.DocumentPath;
import io.antipode.node.expression.ExpressionException;
import io.antipode.node.expression.ProjectionExpression;
import io.antipode.node.expression.Update;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.partiql.Expression;
import io.antipode.node.partiql.Place;
import io.antipode.node.partiql.Statement;
import io.antipode.node.partiql.StatementException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a statement's text and its parameters into what it says of items: conditions, updates and
 * projections of {@code node.expression}, checked as far as no table is needed. For one statement;
 * not thread-safe.
 */
final class Binder {
  private final Paths paths = new Paths();
  private final Literals literals;
  private final WhereBinder conditions;

  private Binder(ParameterValues parameters) {
    literals = new Literals(parameters);
    conditions = new WhereBinder(paths, literals);
  }

  /**
   * Binds a statement.
   *
   * @param parameters asked for once the text is found to be a statement
   * @param place that messages about the statement begin with
   * @throws ApiException {@code ValidationException} with DynamoDB's message
   */
  static BoundStatement bind(String text, Supplier<List<AttributeValue>> parameters, String place) {
    try {
      Statement statement = Statement.parse(text);
      ParameterValues values = new ParameterValues(parameters.get());
      BoundStatement bound = new Binder(values).bind(statement);
      values.requireAllUsed();
      return bound;
    } catch (StatementException | ExpressionException e) {
      throw ApiException.validation(place + e.getMessage());
    }
  }

  private BoundStatement bind(Statement statement) {
    return switch (statement) {
      case Statement.Select select -> read(select);
      case Statement.Insert(var into, Expression written) -> {
        Item item = literals.item(written);
        ItemLimits.check(item, ItemLimits.PUT_TOO_LARGE);
        yield new BoundStatement.Put(into.table(), item);
      }
      case Statement.Update update -> {
        // The parameters of the update come first, as they do in the text, mostly.
        Update changes = new ChangeBinder(paths, literals).update(update.changes());
        yield new BoundStatement.Change(
            update.table().table(),
            changes,
            conditions.where(update.where()),
            returned(update.returning()),
            paths.nestedRoots());
      }
      case Statement.Delete(var table, var where, var returning) ->
          new BoundStatement.Delete(
              table.table(), conditions.where(where), returned(returning), paths.nestedRoots());
      case Statement.Exists(Statement.Select select) -> new BoundStatement.Check(read(select));
    };
  }

  private static Returned returned(Statement.@Nullable Returning returning) {
    return switch (returning) {
      case null -> Returned.NONE;
      case ALL_OLD -> Returned.ALL_OLD;
      case ALL_NEW -> Returned.ALL_NEW;
      case MODIFIED_OLD -> Returned.UPDATED_OLD;
      case MODIFIED_NEW -> Returned.UPDATED_NEW;
    };
  }

  private BoundStatement.Read read(Statement.Select select) {
    List<DocumentPath> shown = new ArrayList<>(select.shown().size());
    Set<String> names = new LinkedHashSet<>();
    for (Expression expression : select.shown()) {
      DocumentPath path = paths.of(expression);
      shown.add(path);
      names.add(path.root());
    }
    ItemView view =
        shown.isEmpty() ? ItemView.WHOLE : ItemView.of(ProjectionExpression.flat(shown));
    var where = conditions.where(select.where());
    List<BoundStatement.SortAttribute> order = new ArrayList<>();
    for (Statement.SortKey key : select.order()) {
      order.add(new BoundStatement.SortAttribute(sortName(key.key()), key.ascending()));
    }
    if (where == null && !order.isEmpty()) {
      throw new StatementException(
          "Must have WHERE clause in the statement when using ORDER BY clause.");
    }
    return new BoundStatement.Read(
        select.from().table(),
        select.from().index(),
        List.copyOf(names),
        view,
        where,
        order,
        paths.nestedRoots());
  }

  private static String sortName(Expression key) {
    if (key instanceof Expression.Name(String name, Place _)) {
      return name;
    }
    throw new StatementException("Unexpected path component at " + key.place());
  }
}
