package io.antipode.load.bench.profile;

import io.antipode.load.bench.data.Dataset;
import java.util.HashMap;
import java.util.Map;

/** How long a database's answers to a profile are about, for the echo to be as long. */
public final class EchoLengths {
  private static final String ITEM = "{\"Item\":}";
  private static final String PAGE = "{\"Count\":10,\"Items\":[],\"ScannedCount\":10}";
  private static final String NOTHING = "{}";

  private EchoLengths() {}

  /** Bytes by action. */
  public static Map<String, Integer> of(Profile profile, Dataset data) {
    int item = data.itemSlots().length();
    Map<String, Integer> lengths = new HashMap<>();
    for (OperationKind kind : profile.percent().keySet()) {
      int length =
          switch (kind) {
            case GET, READ_MODIFY_WRITE -> ITEM.length() + item;
            case PUT, INSERT, ADD, SET, TRANSACT_WRITE -> NOTHING.length();
            case QUERY -> PAGE.length() + data.perPartition() * (item + 1);
            case RANGE -> PAGE.length() + OperationKind.LONGEST_RANGE / 2 * (item + 1);
          };
      lengths.put(kind.action(), length);
    }
    return lengths;
  }
}
