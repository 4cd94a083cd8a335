package io.antipode.node.stream;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.topology.Region;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of one incarnation of a table's stream in one region: {@code
 * arn:aws:dynamodb:REGION:000000000000:table/NAME/stream/2026-11-23T10:00:00.000}.
 *
 * @param createdAtMs epoch milliseconds when the stream was switched on: its label
 */
public record StreamArn(Region region, String tableName, long createdAtMs) {
  private static final DateTimeFormatter LABEL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

  private static final Pattern FORM =
      Pattern.compile(
          "arn:aws[^:]*:dynamodb:([a-z0-9-]+):([0-9]+):table/([a-zA-Z0-9_.-]{3,255})/stream/(.+)");

  /** The stream's label: its instant in UTC. */
  public static String label(long createdAtMs) {
    return LABEL.format(Instant.ofEpochMilli(createdAtMs).atOffset(ZoneOffset.UTC));
  }

  /** The stream that the text names, or null where it is no stream's ARN. */
  public static @Nullable StreamArn parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    try {
      return new StreamArn(
          new Region(matcher.group(1)),
          matcher.group(3),
          LocalDateTime.parse(matcher.group(4), LABEL).toInstant(ZoneOffset.UTC).toEpochMilli());
    } catch (DateTimeException | IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return Arns.table(region, tableName) + "/stream/" + label(createdAtMs);
  }
}
