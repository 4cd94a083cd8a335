package io.antipode.node.operation;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Arn;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Violations;

/**
 * A table's name, as requests give it: itself, or in an ARN, which must be one of a table of this
 * region. The service looks at it before anything else of the request, and tells of it alone.
 */
public final class TableName {
  private static final String NAME = "[a-zA-Z0-9_.-]+";
  private static final int MIN_LENGTH = 3;
  private static final int MAX_LENGTH = 255;
  private static final String TABLE = "table/";

  private TableName() {}

  /** The table of a table action, whose request must name it. */
  public static String required(Region region, Fields request, int member) {
    String given = request.textOrNull(member);
    if (given == null) {
      throw ApiException.validation(
          "The parameter 'TableName' is required but was not present in the request");
    }
    return Arn.isMeant(given) ? ofArn(region, given) : checked(given, MIN_LENGTH);
  }

  /** The table of an action on items: a name that no table can have is simply not found. */
  public static String ofItems(Region region, String given) {
    return Arn.isMeant(given) ? ofArn(region, given) : checked(given, 1);
  }

  private static String ofArn(Region region, String text) {
    Arn arn = Arn.parse(text);
    if (arn == null || !arn.service().equals("dynamodb")) {
      throw malformed(text);
    }
    if (!arn.partition().equals("aws")) {
      throw invalid("AWS partition", text);
    }
    if (!arn.region().equals(region.name())) {
      throw invalid("AWS region", text);
    }
    if (!arn.account().equals(Arns.ACCOUNT)) {
      throw invalid("AWS account", text);
    }
    if (!arn.resource().startsWith(TABLE)) {
      throw invalid("resource type", text);
    }
    String name = arn.resource().substring(TABLE.length());
    if (!isPossible(name)) {
      throw malformed(text);
    }
    return name;
  }

  /** Whether a table may have that name. */
  public static boolean isPossible(String name) {
    return name.length() >= MIN_LENGTH && name.length() <= MAX_LENGTH && isSpelled(name);
  }

  /** Whether the pattern matches: it is asked by every request, and a matcher is an object. */
  private static boolean isSpelled(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && (c < '0' || c > '9') && c != '_' && c != '.' && c != '-') {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static String checked(String name, int minLength) {
    if (name.length() >= minLength && name.length() <= MAX_LENGTH && isSpelled(name)) {
      return name;
    }
    Violations violations = new Violations();
    if (name.isEmpty()) {
      violations.add(name, "tableName", "have length greater than or equal to 1");
      violations.throwIfAny(); // the model's own bound; what follows is never told with it
    }
    if (!isSpelled(name)) {
      violations.add(name, "tableName", "satisfy regular expression pattern: " + NAME);
    }
    if (name.length() < minLength) {
      violations.add(name, "tableName", "have length greater than or equal to " + minLength);
    } else if (name.length() > MAX_LENGTH) {
      violations.add(name, "tableName", "have length less than or equal to " + MAX_LENGTH);
    }
    violations.throwIfAny();
    return name;
  }

  private static ApiException invalid(String what, String arn) {
    return ApiException.validation(
        "1 validation error detected: Invalid " + what + " in '" + arn + "'");
  }

  private static ApiException malformed(String arn) {
    return ApiException.validation(
        "1 validation error detected: Value '"
            + arn
            + "' at 'tableName' failed to satisfy constraint: Valid ARN format is"
            + " 'arn:<awsPartition>:<vendor>:<region>:<subscriber>:resourceType/resourceName',"
            + " where Resource name must have length less than or equal to 255, Resource name must"
            + " have length greater than or equal to 3, Resource name must satisfy regular"
            + " expression pattern: [a-zA-Z0-9_.-]+");
  }
}
