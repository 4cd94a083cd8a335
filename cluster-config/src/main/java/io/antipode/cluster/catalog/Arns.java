package io.antipode.cluster.catalog;

import io.antipode.cluster.topology.Region;

/** How tables and what belongs to them are named to clients. */
public final class Arns {
  /** The one account that there is: twelve digits, as clients check. */
  public static final String ACCOUNT = "000000000000";

  /** Of the KMS key that AWS would manage for the service. */
  private static final String MANAGED_KEY = "00000000-0000-4000-8000-000000000000";

  private Arns() {}

  public static String table(Region region, String table) {
    return "arn:aws:dynamodb:" + region + ":" + ACCOUNT + ":table/" + table;
  }

  public static String index(Region region, String table, String index) {
    return table(region, table) + "/index/" + index;
  }

  /**
   * A KMS key of the account; the one that AWS manages for the service where the id is empty.
   *
   * @param id of a key, its alias, or its ARN
   */
  public static String kmsKey(Region region, String id) {
    if (id.startsWith("arn:")) {
      return id;
    }
    String key = id.isEmpty() ? MANAGED_KEY : id;
    return "arn:aws:kms:"
        + region
        + ":"
        + ACCOUNT
        + ":"
        + (key.startsWith("alias/") ? key : "key/" + key);
  }
}
