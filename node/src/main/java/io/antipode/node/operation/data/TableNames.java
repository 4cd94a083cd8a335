package io.antipode.node.operation.data;

/** {@code TableName} may be a table's name or its ARN. */
public final class TableNames {
  private static final String ARN = "arn:";
  private static final String RESOURCE = ":table/";

  private TableNames() {}

  /** The name itself, also where an ARN is given. */
  public static String nameOf(String nameOrArn) {
    if (!nameOrArn.startsWith(ARN)) {
      return nameOrArn;
    }
    int resource = nameOrArn.indexOf(RESOURCE);
    return resource < 0 ? nameOrArn : nameOrArn.substring(resource + RESOURCE.length());
  }
}
