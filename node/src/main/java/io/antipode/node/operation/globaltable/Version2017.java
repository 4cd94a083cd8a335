package io.antipode.node.operation.globaltable;

import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import java.util.List;

/** What AWS was seen to say, in October 2026, to who asks for the version of 2017. */
final class Version2017 {
  /** Where there once were such tables, in the order of the message. */
  private static final List<String> ONCE =
      List.of(
          "eu-west-2",
          "eu-west-1",
          "ap-southeast-1",
          "ap-southeast-2",
          "ap-northeast-2",
          "eu-central-1",
          "ap-northeast-1",
          "us-east-1",
          "us-east-2",
          "us-west-1",
          "us-west-2");

  private Version2017() {}

  /** Nobody gets a global table of 2017, nor a replica of one. */
  static ApiException notSupported(Region region) {
    String subject =
        "One or more parameter values were invalid: DynamoDB global tables version 2017.11.29 is"
            + " not supported";
    return ApiException.validation(
        ONCE.contains(region.name())
            ? subject
                + ". We recommend using DynamoDB global tables version 2019.11.21, instead of"
                + " version 2017.11.29 (Legacy)."
            : subject
                + " in this region '"
                + region.name()
                + "', supported regions are : ["
                + String.join(", ", ONCE)
                + "]");
  }

  static ApiException notFound(String before, String name) {
    return new ApiException(
        new ApiError(
            ErrorType.GLOBAL_TABLE_NOT_FOUND,
            before + "Global table with name: '" + name + "' does not exist."));
  }
}
