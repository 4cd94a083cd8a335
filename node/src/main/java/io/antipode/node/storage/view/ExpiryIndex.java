package io.antipode.node.storage.view;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TimeToLive;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The items of a table in the order of the time to live that they hold: a secondary index that no
 * client sees. So what is due is found without looking at anything else, and whatever keeps, builds
 * and drops indexes keeps, builds and drops this one.
 *
 * <pre>
 *  entry   {@link TimeToLive#id} (8) | epoch seconds (8) | the item's key
 * </pre>
 *
 * <p>The attribute counts where it is a number at the top level; of one with a fraction the whole
 * part, as on AWS. What is negative, or has more than 18 digits before the point, is no time.
 * Whether an entry's time is too long ago is not asked here, for entries don't depend on the clock.
 */
public final class ExpiryIndex implements SecondaryIndex {
  private static final int SECONDS_AT = Long.BYTES;
  private static final int KEY_AT = 2 * Long.BYTES;

  private final long tableId;
  private final TimeToLive setting;
  private final boolean creating;

  private ExpiryIndex(TableDescriptor table, TimeToLive setting) {
    this.tableId = table.id();
    this.setting = setting;
    this.creating = table.timeToLiveChanges();
  }

  /** Of a table whose time to live is on; else null. */
  static @Nullable ExpiryIndex of(TableDescriptor table) {
    TimeToLive setting = table.timeToLive();
    return setting == null ? null : new ExpiryIndex(table, setting);
  }

  @Override
  public long id() {
    return setting.id();
  }

  @Override
  public long tableId() {
    return tableId;
  }

  @Override
  public boolean creating() {
    return creating;
  }

  /** When an item's time is over, in epoch seconds; -1 for never. */
  public long secondsOf(Item item) {
    return item.wholePartOf(setting.attribute());
  }

  @Override
  public byte @Nullable [] entryOf(ItemKey key, Item item) {
    long seconds = secondsOf(item);
    if (seconds < 0) {
      return null;
    }
    byte[] base = key.bytes();
    return ByteBuffer.allocate(KEY_AT + base.length)
        .putLong(id())
        .putLong(seconds)
        .put(base)
        .array();
  }

  @Override
  public ItemKey baseOf(byte[] entry) {
    return ItemKey.ofBytes(Arrays.copyOfRange(entry, KEY_AT, entry.length));
  }

  /** The bound below all entries of a time and above all earlier ones. */
  public byte[] bound(long seconds) {
    return ByteBuffer.allocate(KEY_AT).putLong(id()).putLong(seconds).array();
  }

  /** The time of an entry. */
  public static long secondsOf(byte[] entry) {
    return ByteBuffer.wrap(entry).getLong(SECONDS_AT);
  }
}
