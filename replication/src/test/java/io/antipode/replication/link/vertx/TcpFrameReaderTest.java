package io.antipode.replication.link.vertx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TcpFrameReaderTest {
  private final List<String> frames = new ArrayList<>();
  private final TcpFrameReader reader =
      new TcpFrameReader(
          (kind, payload) -> frames.add(kind + " " + new String(payload, StandardCharsets.UTF_8)));

  private static Buffer twoFrames() {
    return TcpFrame.encode(TcpFrame.Kind.DATA, "hello".getBytes(StandardCharsets.UTF_8))
        .appendBuffer(TcpFrame.encode(TcpFrame.Kind.PING, new byte[0]));
  }

  @Test
  void theLayoutIsAsDrawn() {
    assertEquals(
        "0101000000000005" + "3f3ed8a6" + "68656c6c6f" + "0102000000000000" + "1512963d",
        HexFormat.of().formatHex(twoFrames().getBytes()));
  }

  @Property
  void framesAreFoundWhereverTheBytesAreCut(@ForAll @IntRange(min = 1, max = 28) int slice) {
    frames.clear();
    Buffer bytes = twoFrames();
    for (int at = 0; at < bytes.length(); at += slice) {
      assertNull(reader.feed(bytes.getBuffer(at, Math.min(bytes.length(), at + slice))));
    }
    assertEquals(List.of("DATA hello", "PING "), frames);
  }

  @Property
  void anyFlippedBitIsNoticed(
      @ForAll @IntRange(max = 16) int at, @ForAll @IntRange(max = 7) int bit) {
    List<String> heard = new ArrayList<>();
    TcpFrameReader fresh = new TcpFrameReader((kind, payload) -> heard.add(kind.name()));
    fresh.greeted();
    Buffer bytes = TcpFrame.encode(TcpFrame.Kind.DATA, "hello".getBytes(StandardCharsets.UTF_8));
    bytes.setByte(at, (byte) (bytes.getByte(at) ^ (1 << bit)));
    String wrong = fresh.feed(bytes.appendBytes(new byte[64]));
    assertEquals(List.of(), heard);
    if (at < 4 || at > 7) {
      assertNotNull(wrong);
    } // a length that grew just waits for more, which the checksum then refuses
  }

  @Test
  void memoryGrowsWithWhatArrivesAndIsSmallBeforeAGreeting() {
    byte[] announced = new byte[TcpFrame.MAX_PAYLOAD_BYTES];
    announced[TcpFrame.MAX_PAYLOAD_BYTES - 1] = 7;
    Buffer bytes = TcpFrame.encode(TcpFrame.Kind.DATA, announced);
    assertEquals(
        "frame of 33554432 bytes, at most 1024",
        new TcpFrameReader((kind, payload) -> {}).feed(bytes.getBuffer(0, 12)));

    List<byte[]> heard = new ArrayList<>();
    TcpFrameReader greeted = new TcpFrameReader((kind, payload) -> heard.add(payload));
    greeted.greeted();
    long before = allocated();
    assertNull(greeted.feed(bytes.getBuffer(0, 20)));
    assertTrue(allocated() - before < 1 << 20, "only a header has arrived");
    assertNull(greeted.feed(bytes.getBuffer(20, bytes.length() / 2)));
    assertNull(greeted.feed(bytes.getBuffer(bytes.length() / 2, bytes.length())));
    assertArrayEquals(announced, heard.getFirst());
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
