package io.antipode.node.api;

import org.jspecify.annotations.Nullable;

/**
 * A resource's name among all of AWS: {@code arn:aws:dynamodb:us-east-1:000000000000:table/T}.
 *
 * @param account twelve digits
 * @param resource all after the fifth colon: {@code table/T/index/I}
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {
  private static final String SCHEME = "arn:";
  private static final int PARTS = 6;

  /** Whether the text wants to be an ARN. */
  public static boolean isMeant(String text) {
    return text.startsWith(SCHEME);
  }

  /** The ARN, or null where the text is none. */
  public static @Nullable Arn parse(String text) {
    String[] parts = text.split(":", PARTS);
    return parts.length < PARTS || !isMeant(text)
        ? null
        : new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
  }
}
