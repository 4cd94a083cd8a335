package io.antipode.cluster.settings;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the nodes of a cluster know and strangers don't. It never appears in text.
 *
 * @param text at least {@value #MIN_LENGTH} characters
 */
public record ClusterSecret(String text) {
  static final int MIN_LENGTH = 16;

  private static final String HMAC = "HmacSHA256";

  public ClusterSecret {
    if (text.length() < MIN_LENGTH) {
      throw new IllegalArgumentException(
          "a secret has at least " + MIN_LENGTH + " characters; try: openssl rand -hex 32");
    }
  }

  /** A name for one purpose, in hexadecimal, that nobody can know without the secret. */
  public String nameFor(String purpose) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), HMAC));
      return HexFormat.of().formatHex(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(HMAC + " is in every JDK", e);
    }
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
