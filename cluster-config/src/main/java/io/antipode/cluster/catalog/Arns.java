package io.antipode.cluster.catalog;

import io.antipode.cluster.topology.Region;

/** How tables and what belongs to them are named to clients. */
public final class Arns {
  /** The one account that there is: twelve digits, as clients check. */
  public static final String ACCOUNT = "000000000000";

  private Arns() {}

  public static String table(Region region, String table) {
    return "arn:aws:dynamodb:" + region + ":" + ACCOUNT + ":table/" + table;
  }

  public static String index(Region region, String table, String index) {
    return table(region, table) + "/index/" + index;
  }
}
