package io.antipode.load.differential;

import io.antipode.load.differential.RandomRequests.Request;
import java.util.List;
import java.util.Set;

/**
 * Where DynamoDB Local answers PartiQL otherwise than AWS does. What AWS answers was seen by the
 * conformance suite of paritysuite (October 2026), unless another source is named.
 */
final class StatementDifferences {
  private static final Set<String> ACTIONS =
      Set.of("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction");

  /** Said by AWS of what Local carries out. */
  private static final List<String> REFUSED =
      List.of(
          "Overlapping conditions with range keys are not supported in where clause",
          "Select statements within BatchExecuteStatement must specify the primary key");

  private static final String INDEX_KEY =
      "One or more parameter values were invalid: Type mismatch for Index Key[^},]*"
          + "|Invalid attribute value type";

  private static final String INVALID = "400 ValidationException: ";
  private static final String OF_INDEX = "an error of an index's key";
  private static final String OF_UPDATE = "an error of the update";

  private StatementDifferences() {}

  static boolean allows(Request request, String expected, String actual) {
    if (!ACTIONS.contains(request.action())) {
      return false;
    }
    return sortOfWhatIsExcluded(request, expected)
        || REFUSED.stream().anyMatch(actual::contains)
        || duplicateItem(expected, actual)
        || reasonsOfTransactions(request, expected, actual)
        || duplicatesFirst(request, expected, actual)
        || plain(expected).equals(plain(actual));
  }

  /** Local fails at an order of sort keys of which some are excluded. */
  private static boolean sortOfWhatIsExcluded(Request request, String expected) {
    return expected.startsWith("500 InternalFailure")
        && request.body().contains("NOT sk = ")
        && request.body().contains("ORDER BY sk");
  }

  /** Two actions on one item are refused before any is looked at; Local evaluates them first. */
  private static boolean duplicatesFirst(Request request, String expected, String actual) {
    return request.action().equals("ExecuteTransaction")
        && actual.endsWith("cannot include multiple operations on one item")
        && List.of(INVALID + OF_UPDATE, INVALID + OF_INDEX).contains(plain(expected));
  }

  /** Local's name for the error lacks the end that the model gives it. */
  private static boolean duplicateItem(String expected, String actual) {
    return actual.equals("400 DuplicateItemException: Duplicate primary key exists in table")
        && expected.equals("400 DuplicateItem: Duplicate primary key exists in table");
  }

  /**
   * AWS names what is wrong with a statement of a transaction in its reason, where Local says some
   * of it of the whole; and a duplicate has a code of its own.
   */
  private static boolean reasonsOfTransactions(Request request, String expected, String actual) {
    return request.action().equals("ExecuteTransaction")
        && actual.startsWith("400 TransactionCanceledException")
        && (expected.startsWith("400 ValidationException")
            || expected.replace("ValidationError", "DuplicateItem").contains("DuplicateItem"));
  }

  /**
   * Without places, names of indexes and types, and full stops, which Local leaves out, and without
   * the difference between two errors that one update has.
   */
  private static String plain(String answer) {
    String plain =
        answer
            .replaceAll(" at \\d+:\\d+:\\d+", "")
            .replaceAll("valid types: \\{[A-Z,]*}", "valid types")
            .replaceAll(INDEX_KEY, OF_INDEX)
            .replace("failed.", "failed");
    for (String error : KnownDifferences.UPDATE_ERRORS) {
      plain = plain.replace(error, OF_UPDATE);
    }
    return plain;
  }
}
