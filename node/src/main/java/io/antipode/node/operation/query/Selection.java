package io.antipode.node.operation.query;

import io.antipode.node.action.ItemView;
import io.antipode.node.api.ApiException;
import io.antipode.node.item.Item;
import io.antipode.node.operation.data.DataRequest;
import io.antipode.node.operation.data.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which attributes a page shows.
 *
 * @param countOnly no items at all
 * @param view the request's projection
 * @param fetches whether a local index's entries are completed from the table
 * @param shown the attributes that are seen before the view is applied; null for all
 */
record Selection(boolean countOnly, ItemView view, boolean fetches, @Nullable Set<String> shown) {

  /**
   * Checks {@code Select} against the other parameters.
   *
   * @param prefix begins the messages: Query counts these among the violations of the model
   */
  static void checkParameters(DataRequest request, String prefix) {
    String select = request.text(Member.SELECT);
    if (select == null) {
      return;
    }
    Member projection =
        request.has(Member.PROJECTION_EXPRESSION)
            ? Member.PROJECTION_EXPRESSION
            : request.has(Member.ATTRIBUTES_TO_GET) ? Member.ATTRIBUTES_TO_GET : null;
    if (select.equals("SPECIFIC_ATTRIBUTES")) {
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
              + (select.equals("COUNT") ? "only the Count" : select));
    } else if (select.equals("ALL_PROJECTED_ATTRIBUTES") && !request.has(Member.INDEX_NAME)) {
      throw ApiException.validation(
          prefix + "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
    }
  }

  /** What to show of a source. */
  static Selection of(DataRequest request, ReadSource source, ItemView view, Set<String> filtered) {
    String select = request.text(Member.SELECT);
    Set<String> projected = source.projected();
    boolean all = "ALL_ATTRIBUTES".equals(select);
    if (projected == null) {
      return new Selection("COUNT".equals(select), view, false, null);
    }
    if (source.isGlobal()) {
      checkGlobal(source, projected, all, view, filtered);
    }
    boolean fetches =
        !source.isGlobal()
            && (all
                || !projected.containsAll(view.topLevelNames())
                || !projected.containsAll(filtered));
    return new Selection("COUNT".equals(select), view, fetches, fetches ? null : projected);
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

  /** What the index, or the table behind it, shows of an item. */
  Item show(Item item) {
    return shown == null ? item : item.only(shown);
  }
}
