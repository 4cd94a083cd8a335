package io.antipode.load.simulation;

import io.antipode.replication.disk.Disk;
import java.io.IOException;
import java.util.List;

/** A folder of a disk as a disk of its own. As its disk. */
record SubDisk(Disk disk, String folder) implements Disk {
  private String at(String path) {
    return path.isEmpty() ? folder : folder + "/" + path;
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
    return disk.usableBytes();
  }

  @Override
  public long bootId() {
    return disk.bootId();
  }
}
