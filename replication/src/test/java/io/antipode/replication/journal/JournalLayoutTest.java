package io.antipode.replication.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes of a journal, for good. */
final class JournalLayoutTest {
  private static final long SALT = 0x1122_3344_5566_7788L;

  private static ByteBuffer frame() {
    ByteBuffer frame = ByteBuffer.allocate(200).position(JournalFrame.HEADER_BYTES);
    JournalFrame.putPiece(
        frame, "7/log/1.log", 256, ByteBuffer.wrap("abc".getBytes(StandardCharsets.US_ASCII)));
    JournalFrame.putPiece(frame, "8", 5, ByteBuffer.wrap(new byte[] {1}));
    frame.flip();
    JournalFrame.seal(frame, SALT, 9, 4);
    return frame;
  }

  private static String hex(ByteBuffer bytes, int length) {
    byte[] copy = new byte[length];
    bytes.get(0, copy);
    return HexFormat.of().formatHex(copy);
  }

  @Test
  void aFramesBytes() {
    ByteBuffer frame = frame();
    assertEquals(
        "1122334455667788"
            + "3310560b"
            + "0000004c"
            + "0000000000000009"
            + "0000000000000004"
            + "000b372f6c6f672f312e6c6f67"
            + "0000000000000100"
            + "00000003616263"
            + "000138"
            + "0000000000000005"
            + "0000000101",
        hex(frame, frame.limit()));
  }

  @Test
  void aHeadersBytes() {
    assertEquals(
        "414e5449504a4e4c" + "0001000000000000" + "1122334455667788" + "02000000" + "0262cb10",
        hex(JournalFile.header(SALT, 32 << 20), 32));
  }

  @Test
  void aFrameIsReadAsItWasWritten() {
    JournalFrame read = JournalFrame.at(frame(), 0, SALT);
    assertNotNull(read);
    assertEquals(9, read.number());
    assertEquals(4, read.neededFrom());
    assertEquals(frame().limit(), read.lengthBytes());
    JournalFrame.Piece first = read.next();
    assertEquals("7/log/1.log", first.path());
    assertEquals(256, first.offset());
    assertEquals("abc", StandardCharsets.US_ASCII.decode(first.bytes()).toString());
    assertEquals("8", read.next().path());
    assertFalse(read.pieces().hasRemaining());
  }

  @Test
  void noFlippedBitGetsThrough() {
    ByteBuffer frame = frame();
    for (int bit = 0; bit < frame.limit() * 8; bit++) {
      byte before = frame.get(bit / 8);
      frame.put(bit / 8, (byte) (before ^ 1 << bit % 8));
      assertNull(JournalFrame.at(frame, 0, SALT), "bit " + bit);
      frame.put(bit / 8, before);
    }
    assertNull(JournalFrame.at(frame, 0, SALT + 1), "of another journal");
  }
}
