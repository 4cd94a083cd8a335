package io.antipode.load.differential;

import io.antipode.load.differential.RandomRequests.Request;
import io.antipode.load.http.ControlClient;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An update that does nothing but remove, of an item that isn't there. AWS leaves it at that; Local
 * makes an item of the key alone, or refuses the path. So that the tables stay alike, what Local
 * has made is deleted.
 */
final class RemovalFromNothing {
  private static final Pattern KEY =
      Pattern.compile("\\{(\"TableName\":\"[^\"]*\",\"Key\":\\{(?:[^{}]|\\{[^{}]*})*})");
  private static final Pattern EXPRESSION = Pattern.compile("\"UpdateExpression\":\"([^\"]*)\"");
  private static final Pattern PUTS =
      Pattern.compile("\"Action\":\"(PUT|ADD)\"|\"AttributeUpdates\":\\{}");
  private static final String INVALID_PATH =
      "The document path provided in the update expression is invalid for update";

  private RemovalFromNothing() {}

  static boolean is(Request request, ControlClient ours) {
    return request.action().equals("UpdateItem")
        && onlyRemoves(request.body())
        && ours.tryCall("GetItem", keyOf(request)).body().equals("{}");
  }

  private static boolean onlyRemoves(String body) {
    Matcher expression = EXPRESSION.matcher(body);
    return expression.find()
        ? !expression.group(1).contains("SET ") && !expression.group(1).contains("ADD ")
        : body.contains("\"Action\":\"DELETE\"") && !PUTS.matcher(body).find();
  }

  private static String keyOf(Request request) {
    Matcher key = KEY.matcher(request.body());
    return key.find() ? "{" + key.group(1) + "}" : "{}";
  }

  static void undo(Request request, ControlClient theirs) {
    var unused = theirs.tryCall("DeleteItem", keyOf(request));
  }

  static boolean allows(String expected, String actual) {
    return actual.startsWith("200 {")
        && !actual.contains("Attributes=")
        && (expected.startsWith("200 {") || expected.endsWith(INVALID_PATH));
  }
}
