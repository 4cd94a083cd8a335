package io.antipode.node.operation.backup;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Arn;
import io.antipode.node.api.ErrorType;
import io.antipode.node.backup.ArchiveRecord.Backup;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code arn:aws:dynamodb:us-east-1:000000000000:table/T/backup/01489602797149-73d8d5bc}: the
 * digits are the time when it was asked for. The id alone finds it.
 *
 * @param region as the ARN tells it
 */
record BackupArn(String region, String table, String id) {
  private static final Pattern RESOURCE =
      Pattern.compile("table/([a-zA-Z0-9_.-]{3,255})/backup/([0-9]{14}-[0-9a-f]{8})");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");

  static BackupArn of(Region region, Backup backup) {
    return new BackupArn(region.name(), backup.table().name(), backup.id());
  }

  static BackupArn parse(String text) {
    Arn arn = Arn.parse(text);
    Matcher resource = RESOURCE.matcher(arn == null ? "" : arn.resource());
    if (arn == null || !resource.matches()) {
      throw ApiException.validation("Invalid Backup ARN");
    }
    if (!arn.partition().equals("aws")
        || !arn.service().equals("dynamodb")
        || !REGION.matcher(arn.region()).matches()) {
      throw BackupContext.invalid("BackupArn is not valid");
    }
    if (!arn.account().equals(Arns.ACCOUNT)) {
      throw BackupContext.refused(ErrorType.ACCESS_DENIED, "Access is denied");
    }
    return new BackupArn(arn.region(), resource.group(1), resource.group(2));
  }

  @Override
  public String toString() {
    return "arn:aws:dynamodb:" + region + ":" + Arns.ACCOUNT + ":table/" + table + "/backup/" + id;
  }
}
