package io.antipode.node.storage.chronicle;

import io.antipode.cluster.topology.Region;
import io.antipode.node.storage.StoredItem;
import io.antipode.replication.clock.Version;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.hash.serialization.SizedReader;
import net.openhft.chronicle.hash.serialization.SizedWriter;
import net.openhft.chronicle.wire.WireIn;
import net.openhft.chronicle.wire.WireOut;
import org.jspecify.annotations.Nullable;

/**
 * What stands under a key, as bytes in the map; copied once, straight into the item's array. Has no
 * state of its own, so any thread may use it.
 *
 * <pre>
 *  0          8          9               9+n
 *  +----------+----------+---------------+---------+------------------
 *  | hlc      | n        | region, ASCII | 1 item  | canonical bytes …
 *  |          |          |               | 0 tomb. |
 *  +----------+----------+---------------+---------+------------------
 * </pre>
 */
public final class StoredItemMarshaller
    implements SizedReader<StoredItem>, SizedWriter<StoredItem> {
  private static final int FIXED_BYTES = 8 + 1 + 1;

  /** Regions are few: names are encoded and regions made once. */
  private static final Map<Region, byte[]> NAMES = new ConcurrentHashMap<>();

  @Override
  public long size(StoredItem item) {
    byte[] image = item.image();
    return FIXED_BYTES
        + item.version().region().name().length()
        + (image == null ? 0L : image.length);
  }

  @Override
  public void write(Bytes<?> out, long size, StoredItem item) {
    byte[] region = nameOf(item.version().region());
    out.writeLong(item.version().hlc());
    out.writeByte((byte) region.length);
    out.write(region);
    byte[] image = item.image();
    out.writeByte((byte) (image == null ? 0 : 1));
    if (image != null) {
      out.write(image);
    }
  }

  @Override
  public StoredItem read(Bytes<?> in, long size, @Nullable StoredItem using) {
    long hlc = in.readLong();
    int length = in.readByte();
    Version version = new Version(hlc, readRegion(in, length));
    if (in.readByte() == 0) {
      return new StoredItem(version, null);
    }
    byte[] image = new byte[(int) size - FIXED_BYTES - length];
    in.read(image);
    return new StoredItem(version, image);
  }

  private static byte[] nameOf(Region region) {
    byte[] known = NAMES.get(region);
    if (known == null) {
      known = region.name().getBytes(StandardCharsets.US_ASCII);
      NAMES.put(region, known);
    }
    return known;
  }

  private static Region readRegion(Bytes<?> in, int length) {
    long start = in.readPosition();
    for (Map.Entry<Region, byte[]> known : NAMES.entrySet()) {
      if (matches(in, start, known.getValue(), length)) {
        in.readPosition(start + length);
        return known.getKey();
      }
    }
    byte[] name = new byte[length];
    in.read(name);
    Region region = new Region(new String(name, StandardCharsets.US_ASCII));
    NAMES.put(region, name);
    return region;
  }

  private static boolean matches(Bytes<?> in, long start, byte[] name, int length) {
    if (name.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (in.readByte(start + i) != name[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void readMarshallable(WireIn wire) {
    // Nothing of this object belongs into the file's header.
  }

  @Override
  public void writeMarshallable(WireOut wire) {
    // See readMarshallable.
  }
}
