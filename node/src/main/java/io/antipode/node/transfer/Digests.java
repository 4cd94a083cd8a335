package io.antipode.node.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The checksums of S3's world. Pure. */
final class Digests {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int NAME_LENGTH = 26;

  private Digests() {}

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(md5().digest(bytes));
  }

  /** A name of 26 letters, as those of an export's files are, always the same for a text. */
  static String name(String text) {
    byte[] digest = md5().digest(text.getBytes(UTF_8));
    StringBuilder name = new StringBuilder(NAME_LENGTH);
    int bits = 0;
    int count = 0;
    for (int at = 0; name.length() < NAME_LENGTH; ) {
      if (count < 5) {
        bits = bits << 8 | (at < digest.length ? digest[at] & 0xff : 0);
        at++;
        count += 8;
      }
      name.append(LETTERS.charAt(bits >>> (count - 5) & 31));
      count -= 5;
      bits &= (1 << count) - 1;
    }
    return name.toString();
  }
}
