package io.antipode.node.transfer;

import io.antipode.replication.disk.Disk.DiskFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A file as a stream, read or written from its beginning to its end. */
final class DiskStreams {
  private static final int BUFFER_BYTES = 64 << 10;

  private DiskStreams() {}

  /** Closing it closes the file. */
  static DataOutputStream output(DiskFile file) {
    return new DataOutputStream(new BufferedOutputStream(new Output(file), BUFFER_BYTES));
  }

  /** Closing it closes the file. */
  static DataInputStream input(DiskFile file) {
    return new DataInputStream(new BufferedInputStream(new Input(file), BUFFER_BYTES));
  }

  private static final class Output extends OutputStream {
    private final DiskFile file;
    private long at;

    Output(DiskFile file) {
      this.file = file;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      file.write(at, ByteBuffer.wrap(bytes, offset, length));
      at += length;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  private static final class Input extends InputStream {
    private final DiskFile file;
    private long at;

    Input(DiskFile file) {
      this.file = file;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = file.read(at, ByteBuffer.wrap(into, offset, length));
      at += Math.max(0, read);
      return read;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
