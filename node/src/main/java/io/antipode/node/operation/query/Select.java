package io.antipode.node.operation.query;

import io.antipode.node.action.ItemView;
import io.antipode.node.action.ReadSource;
import io.antipode.node.action.Selection;
import io.antipode.node.api.ApiException;
import io.antipode.node.operation.data.Parameter;
import io.antipode.node.operation.data.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code Select}, and what it makes of the other parameters. */
public enum Select {
  /** What the other parameters, or the index, say. */
  UNSAID,
  ALL_ATTRIBUTES,
  ALL_PROJECTED_ATTRIBUTES,
  SPECIFIC_ATTRIBUTES,
  COUNT;

  /**
   * Checks it against the other parameters.
   *
   * @param prefix begins the messages: Query counts these among the violations of the model
   */
  static Select of(Parameters request, String prefix) {
    String text = request.text(Parameter.SELECT);
    if (text == null) {
      return UNSAID;
    }
    Select select = valueOf(text);
    Parameter projection =
        request.has(Parameter.PROJECTION_EXPRESSION)
            ? Parameter.PROJECTION_EXPRESSION
            : request.has(Parameter.ATTRIBUTES_TO_GET) ? Parameter.ATTRIBUTES_TO_GET : null;
    if (select == SPECIFIC_ATTRIBUTES) {
      if (projection == null) {
        throw ApiException.validation(
            prefix
                + "Must specify the AttributesToGet or ProjectionExpression when choosing to get"
                + " SPECIFIC_ATTRIBUTES");
      }
    } else if (projection != null) {
      throw ApiException.validation(
          prefix
              + "Cannot specify the "
              + projection.wireName()
              + " when choosing to get "
              + (select == COUNT ? "only the Count" : text));
    } else if (select == ALL_PROJECTED_ATTRIBUTES && !request.has(Parameter.INDEX_NAME)) {
      throw ApiException.validation(
          prefix + "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
    }
    return select;
  }

  /** What to show of a source. */
  Selection of(ReadSource source, ItemView view, Set<String> filtered) {
    Set<String> projected = source.projected();
    boolean all = this == ALL_ATTRIBUTES;
    if (projected == null) {
      return new Selection(this == COUNT, view, false, null);
    }
    if (source.isGlobal()) {
      checkGlobal(source, projected, all, view, filtered);
    }
    boolean fetches =
        !source.isGlobal()
            && (all
                || !projected.containsAll(view.topLevelNames())
                || !projected.containsAll(filtered));
    return new Selection(this == COUNT, view, fetches, fetches ? null : projected);
  }

  private static void checkGlobal(
      ReadSource source, Set<String> projected, boolean all, ItemView view, Set<String> filtered) {
    String index = source.index() == null ? "" : source.index().descriptor().name();
    if (all) {
      throw ApiException.validation(
          "One or more parameter values were invalid: "
              + "Select type ALL_ATTRIBUTES is not supported for global secondary index "
              + index
              + " because its projection type is not ALL");
    }
    List<String> missing = missing(view.topLevelNames(), projected);
    if (!missing.isEmpty()) {
      throw ApiException.validation(
          "One or more parameter values were invalid: Global secondary index "
              + index
              + " does not project "
              + missing);
    }
    List<String> missingFiltered = missing(filtered, projected);
    if (!missingFiltered.isEmpty()) {
      throw ApiException.validation(
          "One or more parameter values were invalid: Secondary index "
              + index
              + " does not project one or more filter attributes: "
              + missingFiltered);
    }
  }

  private static List<String> missing(Set<String> names, Set<String> projected) {
    List<String> missing = new ArrayList<>(names);
    missing.removeAll(projected);
    missing.sort(null);
    return missing;
  }
}
