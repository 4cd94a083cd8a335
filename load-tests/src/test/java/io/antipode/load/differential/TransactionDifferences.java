package io.antipode.load.differential;

import io.antipode.load.differential.RandomRequests.Request;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Differences in the answers to transactions that are understood. */
final class TransactionDifferences {
  private static final String INVALID = "400 ValidationException: ";
  private static final String CANCELLED = "400 TransactionCanceledException: ";
  private static final String DUPLICATES =
      INVALID + "Transaction request cannot include multiple operations on one item";

  private static final Pattern INVALID_ACTION =
      Pattern.compile("\\{Code=ValidationError, Message=([^}]*)}");
  private static final Pattern KIND_OF_UNITS =
      Pattern.compile("(Read|Write)CapacityUnits=[0-9.]+, |, (Read|Write)CapacityUnits=[0-9.]+");
  private static final Pattern INDEX_KEY =
      Pattern.compile("Type mismatch for Index Key[^}]*|Invalid attribute value type");
  private static final Pattern CAPACITY = Pattern.compile("200 \\{ConsumedCapacity=\\[.*]}");

  /** What Local says of a key that is not its table's. */
  private static final List<String> OTHER_KEY =
      List.of(
          "The number of conditions on the keys is invalid",
          "One of the required keys was not given a value");

  private static final List<String> KEY_MISMATCH =
      List.of(
          "The provided key element does not match the schema",
          "One or more parameter values were invalid: Missing the key sk in the item");

  private TransactionDifferences() {}

  static boolean allows(Request request, String expected, String actual) {
    if (!request.action().startsWith("Transact")) {
      return false;
    }
    String theirs = common(expected);
    String ours = common(actual);
    return theirs.equals(ours)
        || invalidActionAtTheTop(theirs, ours)
        || misfitsFirst(theirs, ours)
        || duplicatesFirst(theirs, ours)
        || unitsOfWrites(request, theirs, ours);
  }

  /**
   * AWS tells units by their kind as well, and what an index's key is and should be; Local ends a
   * reason of a ConditionCheck with a full stop.
   */
  private static String common(String answer) {
    String plain = KIND_OF_UNITS.matcher(answer).replaceAll("");
    return INDEX_KEY
        .matcher(plain)
        .replaceAll("index key")
        .replace("The conditional request failed.}", "The conditional request failed}");
  }

  /**
   * AWS gives an action that fits no item or no table as a reason, with those of the others; Local
   * fails the whole, with the text of any one.
   */
  private static boolean invalidActionAtTheTop(String theirs, String ours) {
    if (!ours.startsWith(CANCELLED)) {
      return false;
    }
    Matcher action = INVALID_ACTION.matcher(ours);
    while (action.find()) {
      String message = action.group(1);
      if (isWhole(theirs, message)
          || (KEY_MISMATCH.contains(message)
              && OTHER_KEY.stream().anyMatch(other -> isWhole(theirs, other)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWhole(String theirs, String message) {
    return theirs.equals(INVALID + message) || theirs.equals(CANCELLED + message);
  }

  /**
   * Here no item is looked at where an action does not fit its table, so that the other actions
   * have no reason; Local looks at all of them, or tells of another alone.
   */
  private static boolean misfitsFirst(String theirs, String ours) {
    Matcher action = INVALID_ACTION.matcher(ours);
    boolean misfits = false;
    while (action.find()) {
      misfits |= KEY_MISMATCH.contains(action.group(1)) || action.group(1).endsWith(": index key");
    }
    return misfits && !ours.contains("ConditionalCheckFailed") && theirs.startsWith("400 ");
  }

  /** Two actions on one item are no transaction; Local may find something else first. */
  private static boolean duplicatesFirst(String theirs, String ours) {
    return ours.equals(DUPLICATES) && theirs.startsWith("400 ");
  }

  /**
   * Local charges for checks, for updates and for indexes that have no entry otherwise than
   * documented: what is charged is specified in {@code TransactionCapacityTest}.
   */
  private static boolean unitsOfWrites(Request request, String theirs, String ours) {
    return request.action().equals("TransactWriteItems")
        && CAPACITY.matcher(theirs).matches()
        && CAPACITY.matcher(ours).matches();
  }
}
