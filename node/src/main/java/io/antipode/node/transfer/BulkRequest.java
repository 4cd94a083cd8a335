package io.antipode.node.transfer;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.api.Fields;
import io.antipode.node.api.FieldsJson;
import io.antipode.node.api.Structure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk operation is told to do.
 *
 * @param maxWriteUnits a second; null for no bound
 */
public record BulkRequest(
    InputSource source,
    String outputBucket,
    String outputPrefix,
    boolean tellsErrors,
    boolean tellsConditions,
    @Nullable Long maxWriteUnits) {
  private static final int OUTPUT = InputSource.BULK.index("OutputS3Configuration");
  private static final int MAX_UNITS = InputSource.BULK.index("MaxWriteRequestUnits");
  private static final Structure CONFIGURATION = DYNAMODB.structure("OutputS3Configuration");
  private static final int BUCKET = CONFIGURATION.index("S3Bucket");
  private static final int PREFIX = CONFIGURATION.index("S3KeyPrefix");
  private static final int TYPES = CONFIGURATION.index("OutputType");

  static BulkRequest of(String text) {
    return of(FieldsJson.read(InputSource.BULK, text));
  }

  /** What a request says, once it is known to have all of it. */
  public static BulkRequest of(Fields request) {
    Fields output = request.structure(OUTPUT);
    String prefix = output.textOrNull(PREFIX);
    List<String> types = output.texts(TYPES);
    return new BulkRequest(
        InputSource.ofBulk(request),
        output.text(BUCKET),
        prefix == null ? "" : prefix,
        types.contains("ERROR"),
        types.contains("CONDITION_CHECK_FAILURE"),
        request.wholeOrNull(MAX_UNITS));
  }

  /** Where its report goes. */
  String outputFolder(String id) {
    String before =
        outputPrefix.isEmpty() || outputPrefix.endsWith("/") ? outputPrefix : outputPrefix + "/";
    return before + "AWSDynamoDB/" + id + "/";
  }
}
