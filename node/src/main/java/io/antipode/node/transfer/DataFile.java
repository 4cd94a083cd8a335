package io.antipode.node.transfer;

import io.antipode.node.objects.ObjectStore;
import io.antipode.node.objects.Upload;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A file of an export that is being written, with what its manifest says of it. Blocks. */
final class DataFile implements Closeable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final String key;
  private final Upload upload;
  private final DigestOutputStream digested;
  private final OutputStream packed;
  private long items;

  DataFile(ObjectStore objects, String bucket, String key) throws IOException {
    this.key = key;
    this.upload = objects.write(bucket, key);
    this.digested = new DigestOutputStream(upload, Digests.md5());
    this.packed = new FastGzip(digested);
  }

  /**
   * A finished one.
   *
   * @param md5 of its bytes, in base64
   */
  record Written(String key, long items, String md5, String etag) {}

  /** Where items are written. */
  OutputStream out() {
    return packed;
  }

  void counted() {
    items++;
  }

  Written complete() throws IOException {
    packed.close();
    MessageDigest digest = digested.getMessageDigest();
    String md5 = Base64.getEncoder().encodeToString(digest.digest());
    return new Written(key, items, md5, upload.complete());
  }

  @Override
  public void close() throws IOException {
    upload.close();
  }

  /** Items are written by the million: little time for some more bytes. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(new Unclosed(out), BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** The upload is completed after what is packed, so it outlasts that. */
  private static final class Unclosed extends OutputStream {
    private final OutputStream out;

    Unclosed(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }
  }
}
