package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What requests of transactions, and their answers, are made of. */
final class Transactions {
  static final String ONGOING = "TransactionConflict: Transaction is ongoing for the item";

  private Transactions() {}

  /** Writes: the request with these actions and no other parameters. */
  static String write(LoneRegion region, String actions) {
    return region.call("TransactWriteItems", "{'TransactItems':[" + actions + "]}");
  }

  /** Reads: the request with these actions and no other parameters. */
  static String read(LoneRegion region, String gets) {
    return region.call("TransactGetItems", "{'TransactItems':[" + gets + "]}");
  }

  /** A Put into {@code hash}: a key and a string. */
  static String put(String id, String v) {
    return "{'Put':{'TableName':'hash','Item':{'id':{'S':'%s'},'v':{'S':'%s'}}}}".formatted(id, v);
  }

  /** A Get from {@code hash}. */
  static String get(String id) {
    return "{'Get':{'TableName':'hash','Key':{'id':{'S':'%s'}}}}".formatted(id);
  }

  static String list(int count, IntFunction<String> action) {
    return IntStream.range(0, count).mapToObj(action).collect(Collectors.joining(","));
  }

  /** Codes and messages in the order of the actions, one a line. */
  static void assertCancelled(String codes, String reasons, String answer) {
    assertEquals(
        "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons"
            + " for specific reasons ["
            + codes
            + "]\n"
            + reasons.strip(),
        answer);
  }

  static void assertItem(String expected, LoneRegion region, String id) {
    assertEquals(
        expected.isEmpty() ? "{}" : "{'Item':" + expected + "}",
        region.call("GetItem", "{'TableName':'hash','Key':{'id':{'S':'" + id + "'}}}"));
  }
}
