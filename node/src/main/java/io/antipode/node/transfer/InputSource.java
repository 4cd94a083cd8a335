package io.antipode.node.transfer;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.cluster.catalog.ScalarType;
import io.antipode.node.api.Fields;
import io.antipode.node.api.FieldsJson;
import io.antipode.node.api.Structure;
import io.antipode.node.transfer.format.CsvRecords;
import io.antipode.node.transfer.format.IonRecords;
import io.antipode.node.transfer.format.JsonRecords;
import io.antipode.node.transfer.format.RecordReader;
import io.antipode.node.transfer.format.Unpacked.Packing;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where items come from, and in which form.
 *
 * @param prefix of the objects' keys; all that begin with it are read
 * @param format one of the names that the API has
 * @param header names of CSV's columns; empty where each object's first line has them
 */
public record InputSource(
    String bucket,
    String prefix,
    String format,
    Packing packing,
    char delimiter,
    List<String> header) {
  /** The input of {@code ImportTable}. */
  public static final Structure IMPORT = DYNAMODB.input("ImportTable");

  /** The input of {@code StartBulkPutItems}. */
  public static final Structure BULK = DYNAMODB.input("StartBulkPutItems");

  private static final int SOURCE = IMPORT.index("S3BucketSource");
  private static final int FORMAT = IMPORT.index("InputFormat");
  private static final int OPTIONS = IMPORT.index("InputFormatOptions");
  private static final int PACKING = IMPORT.index("InputCompressionType");
  private static final Structure BUCKET_SOURCE = DYNAMODB.structure("S3BucketSource");
  private static final int BUCKET = BUCKET_SOURCE.index("S3Bucket");
  private static final int PREFIX = BUCKET_SOURCE.index("S3KeyPrefix");
  private static final int CSV = DYNAMODB.structure("InputFormatOptions").index("Csv");
  private static final Structure CSV_OPTIONS = DYNAMODB.structure("CsvOptions");
  private static final int DELIMITER = CSV_OPTIONS.index("Delimiter");
  private static final int HEADER = CSV_OPTIONS.index("HeaderList");
  private static final int BULK_SOURCE = BULK.index("InputS3Configuration");
  private static final Structure CONFIGURATION = DYNAMODB.structure("InputS3Configuration");
  private static final int BULK_BUCKET = CONFIGURATION.index("S3Bucket");
  private static final int BULK_PREFIX = CONFIGURATION.index("S3KeyPrefix");
  private static final int BULK_FORMAT = CONFIGURATION.index("InputFormat");
  private static final int BULK_PACKING = CONFIGURATION.index("InputCompressionType");

  public InputSource {
    header = List.copyOf(header);
  }

  static InputSource ofImport(String request) {
    return ofImport(FieldsJson.read(IMPORT, request));
  }

  /** What a request of {@code ImportTable} says. */
  public static InputSource ofImport(Fields request) {
    Fields source = request.structure(SOURCE);
    Fields options = request.structureOrNull(OPTIONS);
    Fields csv = options == null ? null : options.structureOrNull(CSV);
    String delimiter = csv == null ? null : csv.textOrNull(DELIMITER);
    return new InputSource(
        source.text(BUCKET),
        orEmpty(source.textOrNull(PREFIX)),
        request.text(FORMAT),
        packing(request.textOrNull(PACKING)),
        delimiter == null ? ',' : delimiter.charAt(0),
        csv == null ? List.of() : csv.texts(HEADER));
  }

  static InputSource ofBulk(String request) {
    return ofBulk(FieldsJson.read(BULK, request));
  }

  /** What a request of {@code StartBulkPutItems} says, once it is known to have all of it. */
  public static InputSource ofBulk(Fields request) {
    Fields source = request.structure(BULK_SOURCE);
    return new InputSource(
        source.text(BULK_BUCKET),
        orEmpty(source.textOrNull(BULK_PREFIX)),
        source.text(BULK_FORMAT),
        packing(source.textOrNull(BULK_PACKING)),
        ',',
        List.of());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static Packing packing(@Nullable String name) {
    return name == null ? Packing.NONE : Packing.valueOf(name);
  }

  /**
   * Reads an object.
   *
   * @param types of the table's key attributes
   */
  RecordReader reader(InputStream unpacked, Map<String, ScalarType> types) throws IOException {
    return switch (format) {
      case "DYNAMODB_JSON" -> new JsonRecords(unpacked);
      case "ION" -> new IonRecords(unpacked);
      case "CSV" -> new CsvRecords(unpacked, delimiter, header, types);
      default -> throw new IllegalStateException("no format " + format);
    };
  }
}
