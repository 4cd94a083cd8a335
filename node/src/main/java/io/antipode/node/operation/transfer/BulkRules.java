package io.antipode.node.operation.transfer;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.api.ApiException;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.transfer.InputSource;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a bulk operation must be told. The model has no bounds for it: they are those that AWS's
 * pages name, in the words that the service has for its other members.
 */
final class BulkRules {
  private static final int INPUT = InputSource.BULK.index("InputS3Configuration");
  private static final int OUTPUT = InputSource.BULK.index("OutputS3Configuration");
  private static final int MAX_UNITS = InputSource.BULK.index("MaxWriteRequestUnits");
  private static final Structure SOURCE = DYNAMODB.structure("InputS3Configuration");
  private static final Structure TARGET = DYNAMODB.structure("OutputS3Configuration");
  private static final Set<String> TYPES = Set.of("ERROR", "CONDITION_CHECK_FAILURE");
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9A-Z]+[.\\-\\w]*[a-z0-9A-Z]+");
  private static final int MAX_BUCKET_CHARS = 255;
  private static final int MAX_PREFIX_CHARS = 1_024;

  private BulkRules() {}

  /** A required ARN. */
  static String arn(Fields fields, int member) {
    String arn = fields.textOrNull(member);
    if (arn == null) {
      throw missing("bulkOperationArn");
    }
    return arn;
  }

  static void check(Fields request) {
    Fields source = request.structureOrNull(INPUT);
    Fields target = request.structureOrNull(OUTPUT);
    if (source == null) {
      throw missing("inputS3Configuration");
    }
    if (target == null) {
      throw missing("outputS3Configuration");
    }
    place(source, SOURCE, "inputS3Configuration");
    place(target, TARGET, "outputS3Configuration");
    if (source.textOrNull(SOURCE.index("InputFormat")) == null) {
      throw missing("inputS3Configuration.inputFormat");
    }
    List<String> types = target.texts(TARGET.index("OutputType"));
    if (types.isEmpty()) {
      throw missing("outputS3Configuration.outputType");
    }
    if (!TYPES.containsAll(types)) {
      throw constraint(
          types.toString(),
          "outputS3Configuration.outputType",
          "Member must satisfy constraint: [Member must satisfy enum value set: [ERROR,"
              + " CONDITION_CHECK_FAILURE]]");
    }
    Long units = request.wholeOrNull(MAX_UNITS);
    if (units != null && units < 1) {
      throw constraint(
          units.toString(),
          "maxWriteRequestUnits",
          "Member must have value greater than or equal to 1");
    }
  }

  private static void place(Fields place, Structure shape, String path) {
    String bucket = place.textOrNull(shape.index("S3Bucket"));
    String prefix = place.textOrNull(shape.index("S3KeyPrefix"));
    if (bucket == null) {
      throw missing(path + ".s3Bucket");
    }
    if (bucket.length() > MAX_BUCKET_CHARS || !BUCKET.matcher(bucket).matches()) {
      throw constraint(
          bucket,
          path + ".s3Bucket",
          "Member must satisfy regular expression pattern: ^[a-z0-9A-Z]+[\\.\\-\\w]*[a-z0-9A-Z]+$");
    }
    if (prefix != null && prefix.length() > MAX_PREFIX_CHARS) {
      throw constraint(
          prefix,
          path + ".s3KeyPrefix",
          "Member must have length less than or equal to " + MAX_PREFIX_CHARS);
    }
  }

  private static ApiException missing(String path) {
    return ApiException.validation(
        "1 validation error detected: Value null at '"
            + path
            + "' failed to satisfy constraint: Member must not be null");
  }

  private static ApiException constraint(String value, String path, String constraint) {
    return ApiException.validation(
        "1 validation error detected: Value '"
            + value
            + "' at '"
            + path
            + "' failed to satisfy constraint: "
            + constraint);
  }
}
