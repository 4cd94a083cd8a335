package io.antipode.node.operation.transfer;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Arn;
import io.antipode.node.api.ErrorType;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Direction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of transfers: {@code
 * arn:aws:dynamodb:us-east-1:000000000000:table/T/export/01658528578619-c4d4e311}. The id alone
 * finds one.
 */
final class TransferArn {
  private static final Pattern RESOURCE =
      Pattern.compile(
          "table/([a-zA-Z0-9_.-]{3,255})(/(export|import|bulk-operation)/([0-9]{14}-[0-9a-f]{8}))?");

  private TransferArn() {}

  private static String kind(Direction direction) {
    return switch (direction) {
      case EXPORT -> "export";
      case IMPORT -> "import";
      case BULK -> "bulk-operation";
    };
  }

  static String of(Region region, Transfer transfer) {
    return Arns.table(region, transfer.tableName())
        + "/"
        + kind(transfer.direction())
        + "/"
        + transfer.id();
  }

  /** The id in a name of such a kind. */
  static String id(Region region, Direction direction, String text) {
    String what =
        switch (direction) {
          case EXPORT -> "Invalid Export ARN";
          case IMPORT -> "Invalid Import ARN";
          case BULK -> "Invalid Bulk Operation ARN";
        };
    Matcher resource = resource(region, text, what);
    if (!kind(direction).equals(resource.group(3))) {
      throw ApiException.validation(what);
    }
    return resource.group(4);
  }

  /** The table in the name of one. */
  static String table(Region region, String text) {
    Matcher resource = resource(region, text, "Invalid Table ARN");
    if (resource.group(2) != null) {
      throw ApiException.validation("Invalid Table ARN");
    }
    return resource.group(1);
  }

  private static Matcher resource(Region region, String text, String what) {
    Arn arn = Arn.parse(text);
    if (arn == null) {
      throw ApiException.validation(what);
    }
    if (!arn.partition().equals("aws")
        || !arn.service().equals("dynamodb")
        || !arn.region().equals(region.name())
        || !arn.account().equals(Arns.ACCOUNT)) {
      throw TransferActions.refused(ErrorType.ACCESS_DENIED, "Access is denied");
    }
    Matcher resource = RESOURCE.matcher(arn.resource());
    if (!resource.matches()) {
      throw ApiException.validation(what);
    }
    return resource;
  }
}
