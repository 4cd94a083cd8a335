package io.antipode.node.kinesis;

import io.antipode.cluster.topology.Region;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a Kinesis data stream: {@code arn:aws:kinesis:REGION:ACCOUNT:stream/NAME}.
 *
 * @param account 12 digits; streams of any account are there
 * @param name 1 to 128 letters, digits, underscores, dots and dashes
 */
public record DataStreamArn(Region region, String account, String name) {
  private static final Pattern FORM =
      Pattern.compile(
          "arn:aws[^:]*:kinesis:([a-z0-9-]+):([0-9]{12}):stream/([a-zA-Z0-9_.-]{1,128})");

  /** The stream that the text names, or null where it names none. */
  public static @Nullable DataStreamArn parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    try {
      return new DataStreamArn(new Region(matcher.group(1)), matcher.group(2), matcher.group(3));
    } catch (IllegalArgumentException e) {
      return null; // No region has such a name.
    }
  }
}
