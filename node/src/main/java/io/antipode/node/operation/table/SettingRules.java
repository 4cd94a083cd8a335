package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.StreamViewType;
import io.antipode.node.operation.ApiException;
import io.antipode.node.operation.request.Body;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Streams, encryption and table class, as CreateTable and UpdateTable take them. */
final class SettingRules {
  static final String STANDARD = "STANDARD";
  private static final Set<String> TABLE_CLASSES = Set.of(STANDARD, "STANDARD_INFREQUENT_ACCESS");

  private SettingRules() {}

  /** The view of the stream that a new table has, or null for none. */
  static @Nullable StreamViewType streamOfNewTable(Body request) {
    Body stream = request.structOrNull("StreamSpecification");
    if (stream == null) {
      return null;
    }
    String viewType = stream.textOrNull("StreamViewType");
    if (!stream.flag("StreamEnabled")) {
      if (viewType != null) {
        throw Invalid.parameter(
            "Table is being created with a stream disabled, UpdateViewType should not be"
                + " specified");
      }
      return null;
    }
    if (viewType == null) {
      throw Invalid.parameter(
          "Table is being created with a stream enabled, UpdateViewType is required");
    }
    return StreamViewType.valueOf(viewType);
  }

  /** Everything is encrypted or not as the disk below is; the request need only make sense. */
  static void checkEncryption(Body request) {
    Body encryption = request.structOrNull("SSESpecification");
    if (encryption == null) {
      return;
    }
    boolean enabled = encryption.flag("Enabled");
    if (!enabled && encryption.has("SSEType")) {
      throw Invalid.parameter("SSEType can not be specified if Enabled is false");
    }
    if (!enabled && encryption.has("KMSMasterKeyId")) {
      throw Invalid.parameter("KMSMasterKeyId can not be specified if Enabled is false");
    }
    if ("AES256".equals(encryption.textOrNull("SSEType"))) {
      throw Invalid.parameter("SSEType AES256 is not supported");
    }
  }

  static String tableClass(Body request) {
    String tableClass = request.textOrNull("TableClass");
    if (tableClass == null) {
      return STANDARD;
    }
    if (!TABLE_CLASSES.contains(tableClass)) {
      throw ApiException.validation(
          "Invalid table-class parameter provided. Please try again with a valid table-class"
              + " value: [STANDARD, STANDARD_INFREQUENT_ACCESS].");
    }
    return tableClass;
  }
}
