package io.antipode.node.operation.partiql;

import io.antipode.node.expression.DocumentPath;
import io.antipode.node.partiql.Expression;
import io.antipode.node.partiql.Place;
import io.antipode.node.partiql.StatementException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The paths of one statement, and which attributes they go into. Not thread-safe. */
final class Paths {
  private final Set<String> nestedRoots = new LinkedHashSet<>();

  /** The attributes that paths went into so far. */
  Set<String> nestedRoots() {
    return nestedRoots;
  }

  /** The path that an expression is; refuses any other. */
  DocumentPath of(Expression expression) {
    return switch (expression) {
      case Expression.Name(String name, Place _) -> new DocumentPath(component(name), List.of());
      case Expression.Path(Expression.Name(String root, Place _), var steps, Place _) ->
          nested(component(root), steps);
      default -> throw unexpected(expression.place());
    };
  }

  static boolean isPath(Expression expression) {
    return expression instanceof Expression.Name || expression instanceof Expression.Path;
  }

  private DocumentPath nested(String root, List<Expression.Step> written) {
    if (written.size() >= DocumentPath.MAX_LEVELS) {
      throw new StatementException(
          "The document path has too many nesting levels; nesting levels: " + (written.size() + 1));
    }
    List<DocumentPath.Step> steps = new ArrayList<>(written.size());
    for (Expression.Step step : written) {
      steps.add(
          switch (step) {
            case Expression.Step.Member(String name, Place _) ->
                new DocumentPath.Step.Member(component(name));
            case Expression.Step.Index(Expression index, Place _) -> index(index);
            case Expression.Step.AllMembers(Place place) ->
                throw new StatementException(
                    "Unpivot path component like a.*.b are not supported at " + place);
            case Expression.Step.AllElements(Place place) ->
                throw new StatementException(
                    "Wildcard path component like a[*].b are not supported at " + place);
          });
    }
    nestedRoots.add(root);
    return new DocumentPath(root, steps);
  }

  private static DocumentPath.Step index(Expression index) {
    return switch (index) {
      case Expression.Text(String name, Place _) -> new DocumentPath.Step.Member(component(name));
      case Expression.Numeric(String digits, Place place) -> element(digits, place);
      default -> throw unexpected(index.place());
    };
  }

  private static DocumentPath.Step element(String digits, Place place) {
    if (!digits.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))) {
      throw unexpected(place);
    }
    try {
      int index = Integer.parseInt(digits);
      if (index >= 0) {
        return new DocumentPath.Step.Element(index);
      }
    } catch (NumberFormatException _) {
      // Too large: refused like one that is too small.
    }
    throw new StatementException(
        "List index is not within the allowable range; index: [" + digits + "] at " + place);
  }

  private static String component(String name) {
    if (name.isEmpty()) {
      throw new StatementException("Path component cannot be an empty string");
    }
    return name;
  }

  private static StatementException unexpected(Place place) {
    return new StatementException("Unexpected path component at " + place);
  }
}
