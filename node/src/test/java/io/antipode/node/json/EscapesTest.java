package io.antipode.node.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class EscapesTest {
  private static final int OFFSET = 3;

  @Test
  void everyByteIsFoundAtEveryPlaceOfEveryLength() {
    for (int length = 0; length <= 26; length++) {
      for (int place = 0; place < length; place++) {
        for (int value = 0; value < 256; value++) {
          byte[] text = clean(length);
          text[OFFSET + place] = (byte) value;
          check(text, OFFSET + length);
        }
      }
    }
  }

  @Test
  void whatLiesAroundTheTextIsNotLookedAt() {
    for (int length = 0; length <= 26; length++) {
      byte[] text = new byte[OFFSET + length + 8];
      Arrays.fill(text, OFFSET, OFFSET + length, (byte) 'v');
      assertEquals(OFFSET + length, Escapes.find(text, OFFSET, OFFSET + length));
    }
  }

  @Test
  void theFirstOfTwoIsFound() {
    byte[] escaped = {0, 1, 0x1f, '"', '\\'};
    for (int first = 0; first < 24; first++) {
      for (int second = first + 1; second < 24; second++) {
        for (byte value : escaped) {
          byte[] text = clean(24);
          text[OFFSET + first] = value;
          text[OFFSET + second] = '"';
          assertEquals(OFFSET + first, Escapes.find(text, OFFSET, OFFSET + 24));
        }
      }
    }
  }

  @Property
  void findsWhatThePlainWayFinds(@ForAll byte[] text) {
    check(text, text.length);
  }

  @Property
  void stringsOfAllAlphabetsAreReadBack(@ForAll String text) {
    byte[] utf8 = (text + "\uD83D\uDE00\u007f\u0080\n" + text).getBytes(StandardCharsets.UTF_8);
    JsonOut out = new JsonOut().beginArray().utf8(utf8, 0, utf8.length).endArray();
    JsonReader json = new JsonReader().reset(out.array(), 0, out.length());
    json.next();
    json.next();
    assertEquals(new String(utf8, StandardCharsets.UTF_8), json.text());
  }

  private static byte[] clean(int length) {
    byte[] text = new byte[OFFSET + length];
    Arrays.fill(text, OFFSET, OFFSET + length, (byte) 'v');
    return text;
  }

  private static void check(byte[] text, int to) {
    for (int from = Math.min(OFFSET, to); from <= to; from++) {
      assertEquals(plain(text, from, to), Escapes.find(text, from, to));
    }
  }

  private static int plain(byte[] text, int from, int to) {
    int at = from;
    while (at < to && (text[at] & 0xff) >= 0x20 && text[at] != '"' && text[at] != '\\') {
      at++;
    }
    return at;
  }
}
