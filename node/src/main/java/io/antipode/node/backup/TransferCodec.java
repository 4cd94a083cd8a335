package io.antipode.node.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Counts;
import io.antipode.node.backup.ArchiveRecord.Transfer.Direction;
import io.antipode.node.backup.ArchiveRecord.Transfer.State;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The body of a transfer's record, whose frame {@link ArchiveCodec} draws.
 *
 * <pre>
 *   'T' a transfer    direction (E, I, B), state (P in progress, G cancelling, C completed,
 *                     E completed with errors, X cancelled, F failed), one byte each; id; table
 *                     id (8), table's name, started at, ended at, from, to (8 each), copy's id,
 *                     last object done, failure's code, failure's message, items processed, done
 *                     and failed, bytes, bytes in all, bytes of items (8 each), the request as
 *                     UTF-8 behind a length of four bytes
 * </pre>
 */
final class TransferCodec {
  private static final int MAX_REQUEST_BYTES = 32 << 20;

  private TransferCodec() {}

  static void write(DataOutputStream out, Transfer transfer) throws IOException {
    out.writeByte(
        switch (transfer.direction()) {
          case EXPORT -> 'E';
          case IMPORT -> 'I';
          case BULK -> 'B';
        });
    out.writeByte(
        switch (transfer.state()) {
          case IN_PROGRESS -> 'P';
          case CANCELLING -> 'G';
          case COMPLETED -> 'C';
          case COMPLETED_WITH_ERRORS -> 'E';
          case CANCELLED -> 'X';
          case FAILED -> 'F';
        });
    out.writeUTF(transfer.id());
    out.writeLong(transfer.tableId());
    out.writeUTF(transfer.tableName());
    out.writeLong(transfer.startMs());
    out.writeLong(transfer.endMs());
    out.writeLong(transfer.fromMs());
    out.writeLong(transfer.toMs());
    out.writeUTF(transfer.copyId());
    out.writeUTF(transfer.doneKey());
    out.writeUTF(transfer.failureCode());
    out.writeUTF(transfer.failureMessage());
    Counts counts = transfer.counts();
    out.writeLong(counts.processed());
    out.writeLong(counts.done());
    out.writeLong(counts.failed());
    out.writeLong(counts.bytes());
    out.writeLong(counts.totalBytes());
    out.writeLong(counts.itemBytes());
    byte[] request = transfer.request().getBytes(UTF_8);
    out.writeInt(request.length);
    out.write(request);
  }

  static Transfer read(DataInputStream in) throws IOException {
    Direction direction = direction(in.readByte());
    State state = state(in.readByte());
    String id = in.readUTF();
    long tableId = in.readLong();
    String tableName = in.readUTF();
    long startMs = in.readLong();
    long endMs = in.readLong();
    long fromMs = in.readLong();
    long toMs = in.readLong();
    String copyId = in.readUTF();
    String doneKey = in.readUTF();
    String failureCode = in.readUTF();
    String failureMessage = in.readUTF();
    Counts counts =
        new Counts(
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong());
    return new Transfer(
        direction,
        id,
        tableId,
        tableName,
        request(in),
        startMs,
        endMs,
        fromMs,
        toMs,
        state,
        copyId,
        doneKey,
        failureCode,
        failureMessage,
        counts);
  }

  private static String request(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_REQUEST_BYTES) {
      throw new IOException("a request of " + length + " bytes");
    }
    byte[] request = new byte[length];
    in.readFully(request);
    return new String(request, UTF_8);
  }

  private static Direction direction(byte letter) throws IOException {
    return switch (letter) {
      case 'E' -> Direction.EXPORT;
      case 'I' -> Direction.IMPORT;
      case 'B' -> Direction.BULK;
      default -> throw new IOException("no direction " + letter);
    };
  }

  private static State state(byte letter) throws IOException {
    return switch (letter) {
      case 'P' -> State.IN_PROGRESS;
      case 'G' -> State.CANCELLING;
      case 'C' -> State.COMPLETED;
      case 'E' -> State.COMPLETED_WITH_ERRORS;
      case 'X' -> State.CANCELLED;
      case 'F' -> State.FAILED;
      default -> throw new IOException("no state " + letter);
    };
  }
}
