package io.antipode.node.runtime;

import io.antipode.node.objects.NoSuchBucketException;
import io.antipode.node.objects.ObjectStore;
import io.antipode.node.objects.StoredObject;
import io.antipode.node.objects.Upload;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Buckets that are folders: {@code s3://bucket/a/b} is the file {@code bucket/a/b} below a root. A
 * bucket is made where something is written to it. What is being written lies in {@code .uploads}
 * meanwhile, a name that no bucket can have. Any thread.
 */
public final class FolderObjects implements ObjectStore {
  private static final String UPLOADS = ".uploads";

  private final Path root;

  /**
   * @param root made once something is written
   */
  public FolderObjects(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public List<StoredObject> list(String bucket, String prefix, int max) throws IOException {
    Path folder = bucketOf(bucket);
    int slash = prefix.lastIndexOf('/');
    Path top = slash < 0 ? folder : file(folder, prefix.substring(0, slash));
    List<StoredObject> found = new ArrayList<>();
    if (Files.isDirectory(top)) {
      try (Stream<Path> walk = Files.walk(top)) {
        for (Iterator<Path> each = walk.iterator(); each.hasNext() && found.size() < max; ) {
          Path file = each.next();
          String key = folder.relativize(file).toString().replace('\\', '/');
          if (key.startsWith(prefix) && Files.isRegularFile(file)) {
            found.add(new StoredObject(key, Files.size(file)));
          }
        }
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    found.sort(Comparator.comparing(StoredObject::key));
    return found;
  }

  @Override
  public InputStream read(String bucket, String key) throws IOException {
    try {
      return Files.newInputStream(file(bucketOf(bucket), key));
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException(bucket + "/" + key);
    }
  }

  @Override
  public Upload write(String bucket, String key) throws IOException {
    Path target = file(folder(root, bucket), key);
    Path under = file(folder(root.resolve(UPLOADS), bucket), key);
    Files.createDirectories(under.getParent());
    Files.createDirectories(target.getParent());
    return new FileUpload(under, target);
  }

  private Path bucketOf(String bucket) throws IOException {
    Path folder = folder(root, bucket);
    if (!Files.isDirectory(folder)) {
      throw new NoSuchBucketException(bucket);
    }
    return folder;
  }

  private static Path folder(Path root, String bucket) throws IOException {
    if (bucket.startsWith(".") || bucket.indexOf('/') >= 0) {
      throw new NoSuchBucketException(bucket);
    }
    return root.resolve(bucket);
  }

  /** The key's own file: no two keys are one file, and none is outside its bucket. */
  private static Path file(Path folder, String key) throws IOException {
    for (String name : key.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
        throw new IOException("the key '" + key + "' can't be the path of a file");
      }
    }
    return folder.resolve(key);
  }

  private static final class FileUpload extends Upload {
    private final Path under;
    private final Path target;
    private final OutputStream file;
    private final MessageDigest digest = md5();
    private boolean complete;

    FileUpload(Path under, Path target) throws IOException {
      this.under = under;
      this.target = target;
      this.file = Files.newOutputStream(under);
    }

    @Override
    public void write(int b) throws IOException {
      file.write(b);
      digest.update((byte) b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      file.write(bytes, offset, length);
      digest.update(bytes, offset, length);
    }

    /** The tag is that of an upload in one part: a digest of its digest. */
    @Override
    public String complete() throws IOException {
      file.close();
      try (FileChannel written = FileChannel.open(under, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(
          under, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
        folder.force(true);
      }
      complete = true;
      return HexFormat.of().formatHex(md5().digest(digest.digest())) + "-1";
    }

    @Override
    public void close() throws IOException {
      file.close();
      if (!complete) {
        Files.deleteIfExists(under);
      }
    }
  }

  /** What S3 tags objects with. */
  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
