package io.antipode.node.transfer;

import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.item.Item;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where it is told what became of items that were not written. Begun anew with the object that an
 * earlier run did not end, it tells the same. Blocks.
 */
interface Report extends Closeable {
  /** A record that is no item of the table. */
  void error(Place place, String message) throws IOException;

  /** An item whose condition was not met. */
  void conditionFailed(Place place, Item attempted, @Nullable Item existing) throws IOException;

  /** All of an object is told. */
  void objectEnded() throws IOException;

  /** All is told. */
  void finished(Transfer ended) throws IOException;

  /**
   * Where a record stands.
   *
   * @param number of the object among all
   * @param index of the record in it, from 0
   */
  record Place(String key, int number, long index) {}
}
