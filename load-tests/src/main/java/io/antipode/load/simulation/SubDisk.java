package io.antipode.load.simulation;

import io.antipode.node.backup.ArchivePorts;
import io.antipode.replication.disk.Disk;
import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.util.List;

/**
 * A folder of a disk as a disk of its own. As its disk.
 *
 * @param moreBytes that can be written to it
 */
record SubDisk(Disk disk, String folder, long moreBytes) implements Disk {
  /** Where no copies are made for want of room none are lost: it has as much as they ask for. */
  private static final long ARCHIVE_BYTES = 1L << 30;

  SubDisk(Disk disk, String folder) {
    this(disk, folder, 0);
  }

  /** That of a region's archive. */
  static SubDisk archive(Disk disk) {
    return new SubDisk(disk, "archive", ARCHIVE_BYTES);
  }

  /** That of what is known of copies. */
  static SubDisk archiveCopy(Disk disk) {
    return new SubDisk(disk, "archive-copy", 0);
  }

  private String at(String path) {
    return path.isEmpty() ? folder : folder + "/" + path;
  }

  /** A region's archive, and what is known of its copies. */
  static ArchivePorts archive(Disk disk, EventLoop loop) {
    return new ArchivePorts(archive(disk), archiveCopy(disk), loop);
  }

  @Override
  public DiskFile create(String path) throws IOException {
    return disk.create(at(path));
  }

  @Override
  public DiskFile open(String path) throws IOException {
    return disk.open(at(path));
  }

  @Override
  public boolean exists(String path) throws IOException {
    return disk.exists(at(path));
  }

  @Override
  public List<String> list(String path) throws IOException {
    return disk.list(at(path));
  }

  @Override
  public void delete(String path) throws IOException {
    disk.delete(at(path));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(at(from), at(to));
  }

  @Override
  public void syncFolder(String path) throws IOException {
    disk.syncFolder(at(path));
  }

  @Override
  public long usableBytes() throws IOException {
    return disk.usableBytes() + moreBytes;
  }

  @Override
  public long bootId() {
    return disk.bootId();
  }
}
