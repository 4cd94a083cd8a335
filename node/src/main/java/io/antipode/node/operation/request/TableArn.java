package io.antipode.node.operation.request;

import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names of tables, which every request may also give as an ARN. */
public final class TableArn {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
  private static final int MIN_NAME_LENGTH = 3;
  private static final int MAX_NAME_LENGTH = 255;

  private TableArn() {}

  /** The table that a request names in its required member TableName. */
  public static String requiredTable(Region region, Body body) {
    ModelCheck.require(body, "TableName");
    return table(region, body.text("TableName"), "tableName");
  }

  /**
   * The table's name.
   *
   * @param path of the member, for the text of an error
   */
  public static String table(Region region, String nameOrArn, String path) {
    if (!nameOrArn.startsWith("arn:")) {
      checkName(nameOrArn, path);
      return nameOrArn;
    }
    String[] parts = nameOrArn.split(":", 6);
    if (parts.length < 6 || !parts[2].equals("dynamodb")) {
      throw invalidArn(nameOrArn, path);
    }
    if (!parts[1].startsWith("aws")) {
      throw refused("Invalid AWS partition in '" + nameOrArn + "'");
    }
    if (!parts[3].equals(region.name())) {
      throw refused("Invalid AWS region in '" + nameOrArn + "'");
    }
    if (!parts[5].startsWith("table/")) {
      throw refused("Invalid resource type in '" + nameOrArn + "'");
    }
    String name = parts[5].substring("table/".length());
    if (!NAME.matcher(name).matches()
        || name.length() < MIN_NAME_LENGTH
        || name.length() > MAX_NAME_LENGTH) {
      throw invalidArn(nameOrArn, path);
    }
    return name;
  }

  private static void checkName(String name, String path) {
    List<String> errors = new ArrayList<>();
    if (!NAME.matcher(name).matches()) {
      errors.add(
          ModelCheck.error(name, path, "satisfy regular expression pattern: " + NAME.pattern()));
    }
    if (name.length() < MIN_NAME_LENGTH) {
      // AWS's model has a least length of 1 before its own check finds 3.
      int least = name.isEmpty() ? 1 : MIN_NAME_LENGTH;
      errors.add(ModelCheck.error(name, path, "have length greater than or equal to " + least));
    } else if (name.length() > MAX_NAME_LENGTH) {
      errors.add(
          ModelCheck.error(name, path, "have length less than or equal to " + MAX_NAME_LENGTH));
    }
    ModelCheck.fail(errors);
  }

  private static ApiException refused(String why) {
    return ApiException.validation("1 validation error detected: " + why);
  }

  private static ApiException invalidArn(String arn, String path) {
    return ApiException.validation(
        "1 validation error detected: Value '"
            + arn
            + "' at '"
            + path
            + "' failed to satisfy constraint: Valid ARN format is"
            + " 'arn:<awsPartition>:<vendor>:<region>:<subscriber>:resourceType/resourceName',"
            + " where Resource name must have length less than or equal to 255, Resource name must"
            + " have length greater than or equal to 3, Resource name must satisfy regular"
            + " expression pattern: [a-zA-Z0-9_.-]+");
  }
}
