package io.antipode.load.cost;

import java.util.List;

/**
 * A request that may be dear.
 *
 * @param action of the API
 * @param itemBytes of the items that it may look at
 */
public record DearRequest(String action, String body, long itemBytes) {
  private static final int SHOWN = 300;

  /**
   * A stream that requests may name.
   *
   * @param shard one of its shards
   * @param iterators at their beginnings
   */
  record Stream(String arn, String shard, List<String> iterators) {}

  @Override
  public String toString() {
    String shown =
        body.length() <= SHOWN
            ? body
            : body.substring(0, SHOWN) + "… (" + body.length() + " characters)";
    return action + " " + shown;
  }
}
