package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.catalog.ResourcePolicy;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Arn;
import io.antipode.node.api.ErrorType;
import io.antipode.node.stream.TableStream;
import org.jspecify.annotations.Nullable;

/**
 * The table, or the stream of a table, whose policy a request means.
 *
 * @param table its name
 * @param resource of {@link ResourcePolicy}
 * @param arn as the request gives it
 */
public record PolicyResource(String table, String resource, String arn) {
  /** Says of an expected revision that there must be no policy. */
  private static final String NO_POLICY = "NO_POLICY";

  private static final String STREAM = "stream/";

  static PolicyResource of(Region region, String text) {
    if (!Arn.isMeant(text)) {
      throw Invalid.parameter("ARNs must start with 'arn:': " + text);
    }
    Arn arn = Arn.parse(text);
    if (arn == null || !arn.service().equals("dynamodb")) {
      throw Invalid.parameter("Provided Arn is not a DynamoDB resource arn: " + text);
    }
    if (!arn.partition().equals("aws") || !arn.region().equals(region.name())) {
      throw Invalid.parameter("Invalid resource Arn: " + text);
    }
    if (!arn.account().equals(Arns.ACCOUNT)) {
      throw ApiException.validation(
          "This action is only supported by accounts that match the resource owner\u2019s"
              + " account.");
    }
    String[] parts = arn.resource().split("/", 3);
    if (parts.length < 2 || !parts[0].equals("table") || parts[1].isEmpty()) {
      throw Invalid.parameter("Provided Arn is not a DynamoDB resource arn: " + text);
    }
    String resource = parts.length == 2 ? ResourcePolicy.TABLE : parts[2];
    if (resource.startsWith("index/")) {
      throw Invalid.parameter(
          "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: "
              + text);
    }
    if (parts.length == 3 && !resource.startsWith(STREAM)) {
      throw Invalid.parameter("Provided Arn is not a DynamoDB resource arn: " + text);
    }
    return new PolicyResource(parts[1], resource, text);
  }

  /** The table, whose stream is there where one is meant. */
  TableDescriptor find(TableContext context) {
    TableDescriptor found = context.table(table);
    if (!resource.isEmpty()
        && TableStream.readable(
                context.region(), context.catalog().view(), context.time().epochMs())
            .stream()
            .noneMatch(stream -> stream.arn().equals(arn))) {
      throw new ApiException(
          new ApiError(
              ErrorType.RESOURCE_NOT_FOUND,
              "Requested resource not found: Stream: "
                  + resource.substring(STREAM.length())
                  + " not found for Table: "
                  + table));
    }
    return found;
  }

  /** Refuses a change that expects another policy than there is. */
  void checkExpected(@Nullable String expected, @Nullable ResourcePolicy policy) {
    if (expected == null) {
      return;
    }
    if (expected.equals(NO_POLICY)) {
      if (policy != null) {
        throw notFound(
            "Requested policy update expecting none to be present for table "
                + table
                + ", but a policy exists with revision id "
                + policy.revision()
                + ".");
      }
    } else if (policy == null) {
      throw notFound(arn);
    } else if (!policy.revision().equals(expected)) {
      throw notFound(
          "Requested update for policy with revision id "
              + expected
              + ", but the policy associated to target table "
              + table
              + " has revision id "
              + policy.revision()
              + ".");
    }
  }

  static ApiException notFound(String what) {
    return new ApiException(
        new ApiError(
            ErrorType.POLICY_NOT_FOUND,
            "Resource-based policy not found for the provided ResourceArn: " + what));
  }
}
