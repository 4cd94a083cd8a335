package io.antipode.node.transfer;

import io.antipode.cluster.catalog.AttributeDefinition;
import io.antipode.cluster.catalog.ScalarType;
import io.antipode.node.index.TableKeys;
import io.antipode.node.objects.ObjectStore;
import io.antipode.node.objects.StoredObject;
import io.antipode.node.transfer.format.MalformedObjectException;
import io.antipode.node.transfer.format.RecordReader;
import io.antipode.node.transfer.format.RecordReader.ItemRecord;
import io.antipode.node.transfer.format.Unpacked;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of all objects under a prefix, a bounded piece at a time. Blocks. */
final class ObjectFeed implements Closeable {
  /** As many as AWS takes. */
  private static final int MAX_OBJECTS = 50_000;

  static final int PIECE_RECORDS = 2_000;
  private static final long PIECE_BYTES = 2L << 20;

  private final ObjectStore objects;
  private final InputSource source;
  private final int pieceRecords;
  private List<StoredObject> list = List.of();
  private int at;
  private long doneBytes;
  private @Nullable Unpacked unpacked;
  private @Nullable RecordReader reader;
  private long index;

  /**
   * @param pieceRecords how many a piece has at most
   */
  ObjectFeed(ObjectStore objects, InputSource source, int pieceRecords) {
    this.pieceRecords = pieceRecords;
    this.objects = objects;
    this.source = source;
  }

  /**
   * Some records of one object.
   *
   * @param number of the object among all, from 0
   * @param firstIndex of the first record in its object
   * @param bytes of all objects that were read so far
   * @param last whether its object ends with it
   * @param trouble why the rest of the object can't be read, or null
   */
  record Piece(
      String key,
      int number,
      long firstIndex,
      List<ItemRecord> records,
      long bytes,
      boolean last,
      @Nullable String trouble) {}

  /**
   * Looks for the objects.
   *
   * @param doneKey of the last one that was read by an earlier run; empty for none
   * @return the bytes of all
   */
  long open(String doneKey) throws IOException {
    List<StoredObject> found = objects.list(source.bucket(), source.prefix(), MAX_OBJECTS + 1);
    if (found.size() > MAX_OBJECTS) {
      throw new TransferFailure.Failed(
          "S3ObjectCountLimitExceeded",
          "There are more than " + MAX_OBJECTS + " objects under the prefix");
    }
    if (found.isEmpty()) {
      throw new TransferFailure.Failed(
          "S3NoSuchKey",
          "There is no object under the prefix '%s' of bucket %s"
              .formatted(source.prefix(), source.bucket()));
    }
    list = found;
    while (at < list.size() && list.get(at).key().compareTo(doneKey) <= 0) {
      doneBytes += list.get(at++).lengthBytes();
    }
    return list.stream().mapToLong(StoredObject::lengthBytes).sum();
  }

  /** The next piece, or null at the end of all. */
  @Nullable Piece next(TableKeys keys) throws IOException {
    if (at == list.size()) {
      return null;
    }
    StoredObject object = list.get(at);
    List<ItemRecord> records = new ArrayList<>();
    long first = index;
    long bytes = 0;
    boolean last = false;
    String trouble = null;
    try {
      RecordReader open = reader == null ? begin(object, keys) : reader;
      while (records.size() < pieceRecords && bytes < PIECE_BYTES) {
        ItemRecord record = open == null ? null : open.next();
        if (record == null) {
          last = true;
          break;
        }
        records.add(record);
        bytes += record instanceof ItemRecord.Whole whole ? whole.item().bytes().length : 0;
      }
    } catch (MalformedObjectException malformed) {
      trouble = String.valueOf(malformed.getMessage());
      last = true;
    }
    index += records.size();
    long read = doneBytes + (unpacked == null ? 0 : unpacked.packedBytes());
    if (last) {
      endObject(object);
      read = doneBytes;
    }
    return new Piece(object.key(), at - (last ? 1 : 0), first, records, read, last, trouble);
  }

  /** Null for an object without bytes, which is none that could be unpacked. */
  private @Nullable RecordReader begin(StoredObject object, TableKeys keys) throws IOException {
    if (object.lengthBytes() == 0) {
      return null;
    }
    Unpacked open = new Unpacked(objects.read(source.bucket(), object.key()), source.packing());
    unpacked = open;
    RecordReader begun = source.reader(open, types(keys));
    reader = begun;
    return begun;
  }

  private static Map<String, ScalarType> types(TableKeys keys) {
    Map<String, ScalarType> types = new HashMap<>();
    for (AttributeDefinition definition : keys.table().shared().attributes()) {
      types.put(definition.name(), definition.type());
    }
    return types;
  }

  private void endObject(StoredObject object) throws IOException {
    close();
    at++;
    index = 0;
    doneBytes += object.lengthBytes();
  }

  @Override
  public void close() throws IOException {
    Unpacked open = unpacked;
    unpacked = null;
    reader = null;
    if (open != null) {
      open.close();
    }
  }
}
