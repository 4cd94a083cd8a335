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

  private StatementDifferences() {}

  static boolean allows(Request request, String expected, String actual) {
    if (!ACTIONS.contains(request.action())) {
      return false;
    }
    return expected.startsWith("500 ")
        || REFUSED.stream().anyMatch(actual::contains)
        || duplicateItem(expected, actual)
        || reasonsOfTransactions(request, expected, actual)
        || plain(expected).equals(plain(actual));
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

  /** Without places, names of indexes and types, and full stops, which Local leaves out. */
  private static String plain(String answer) {
    return answer
        .replaceAll(" at \\d+:\\d+:\\d+", "")
        .replaceAll("valid types: \\{[A-Z,]*}", "valid types")
        .replaceAll("Type mismatch for Index Key.*", "Type mismatch for Index Key")
        .replace("failed.", "failed");
  }
}
