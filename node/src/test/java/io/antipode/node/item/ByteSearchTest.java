package io.antipode.node.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ByteSearchTest {
  private static boolean contains(String text, String run) {
    byte[] textBytes = ("<" + text + ">").getBytes(StandardCharsets.ISO_8859_1);
    byte[] runBytes = ("[" + run + "]").getBytes(StandardCharsets.ISO_8859_1);
    return ByteSearch.contains(
        textBytes, 1, textBytes.length - 1, runBytes, 1, runBytes.length - 1);
  }

  @Test
  void findsWhatIsThereAndNothingElse() {
    assertTrue(contains("", ""));
    assertTrue(contains("abc", ""));
    assertTrue(contains("abc", "abc"));
    assertTrue(contains("xxabcabd", "abcabd"));
    assertFalse(contains("abc", "abcd"));
    assertFalse(contains("abcab", "bca>"), "what lies behind the text is not in it");
    assertTrue(contains("\u0000\u00ff\u0080", "\u00ff\u0080"));
  }

  /** Few letters, so that runs repeat themselves in every way. */
  @Test
  void agreesWithTryingEveryPlace() {
    Random random = new Random(11);
    int found = 0;
    for (int i = 0; i < 200_000; i++) {
      int letters = 1 + random.nextInt(3);
      String text = word(random, random.nextInt(30), letters);
      String run = word(random, random.nextInt(9), letters);
      boolean expected = text.contains(run);
      assertEquals(expected, contains(text, run), () -> run + " in " + text);
      found += expected ? 1 : 0;
    }
    assertTrue(found > 40_000 && found < 180_000, "both answers were asked for: " + found);
  }

  private static String word(Random random, int length, int letters) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(letters)));
    }
    return word.toString();
  }

  /** Each of these costs the square of its length where every place is tried. */
  @Test
  void isLinear() {
    String as = "a".repeat(400_000);
    assertFalse(contains(as, "a".repeat(200_000) + "b"));
    assertFalse(contains(as, "b" + "a".repeat(200_000)));
    assertFalse(contains("ab".repeat(200_000), "ab".repeat(100_000) + "b"));
    assertTrue(contains(as + "b", "a".repeat(200_000) + "b"));
  }
}
