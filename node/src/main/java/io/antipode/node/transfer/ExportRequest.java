package io.antipode.node.transfer;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.api.Fields;
import io.antipode.node.api.FieldsJson;
import io.antipode.node.api.Structure;
import org.jspecify.annotations.Nullable;

/**
 * What an export is told to do.
 *
 * @param atSeconds the moment, null for now
 * @param incremental what was written in a time; else all that there was at a moment
 * @param fromSeconds of an incremental one, inclusive
 * @param toSeconds of an incremental one, exclusive; null for now
 * @param oldImages whether an incremental one tells what was before
 * @param filter which items and attributes; null for all
 */
public record ExportRequest(
    String tableArn,
    String bucket,
    @Nullable String prefix,
    @Nullable String sseAlgorithm,
    @Nullable String sseKeyId,
    @Nullable String clientToken,
    boolean ion,
    boolean incremental,
    @Nullable Double atSeconds,
    @Nullable Double fromSeconds,
    @Nullable Double toSeconds,
    boolean oldImages,
    @Nullable Fields filter) {
  /** The input of {@code ExportTableToPointInTime}. */
  public static final Structure INPUT = DYNAMODB.input("ExportTableToPointInTime");

  private static final int TABLE_ARN = INPUT.index("TableArn");
  private static final int TIME = INPUT.index("ExportTime");
  private static final int TOKEN = INPUT.index("ClientToken");
  private static final int BUCKET = INPUT.index("S3Bucket");
  private static final int PREFIX = INPUT.index("S3Prefix");
  private static final int ALGORITHM = INPUT.index("S3SseAlgorithm");
  private static final int KEY_ID = INPUT.index("S3SseKmsKeyId");
  private static final int FORMAT = INPUT.index("ExportFormat");
  private static final int TYPE = INPUT.index("ExportType");
  private static final int INCREMENTAL = INPUT.index("IncrementalExportSpecification");
  private static final int FILTER = INPUT.index("FilterSpecification");
  private static final Structure SPECIFICATION =
      DYNAMODB.structure("IncrementalExportSpecification");
  private static final int FROM = SPECIFICATION.index("ExportFromTime");
  private static final int TO = SPECIFICATION.index("ExportToTime");
  private static final int VIEW = SPECIFICATION.index("ExportViewType");

  /** What a request says. */
  public static ExportRequest of(Fields fields) {
    Fields specification = fields.structureOrNull(INCREMENTAL);
    return new ExportRequest(
        fields.text(TABLE_ARN),
        fields.text(BUCKET),
        fields.textOrNull(PREFIX),
        fields.textOrNull(ALGORITHM),
        fields.textOrNull(KEY_ID),
        fields.textOrNull(TOKEN),
        "ION".equals(fields.textOrNull(FORMAT)),
        "INCREMENTAL_EXPORT".equals(fields.textOrNull(TYPE)),
        fields.secondsOrNull(TIME),
        specification == null ? null : specification.secondsOrNull(FROM),
        specification == null ? null : specification.secondsOrNull(TO),
        specification == null || !"NEW_IMAGE".equals(specification.textOrNull(VIEW)),
        fields.structureOrNull(FILTER));
  }

  /** What a remembered request says. */
  public static ExportRequest of(String text) {
    return of(FieldsJson.read(INPUT, text));
  }

  /** Where the manifests are. */
  public String folder(String exportId) {
    return root() + exportId + "/";
  }

  /** Where the data is: of incremental exports, that of all of them is in one place. */
  public String dataFolder(String exportId) {
    return incremental ? root() + "data/" : folder(exportId) + "data/";
  }

  /** Where the first file that readers look for is. */
  public String manifest(String exportId) {
    return folder(exportId) + "manifest-summary.json";
  }

  private String root() {
    String before = prefix == null || prefix.isEmpty() ? "" : prefix;
    return (before.isEmpty() || before.endsWith("/") ? before : before + "/") + "AWSDynamoDB/";
  }
}
