package io.antipode.replication.log;

import io.antipode.replication.disk.Disk;
import io.antipode.replication.disk.Disk.DiskFile;
import io.antipode.replication.disk.IoTask;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sync of a log's files. Any thread.
 *
 * @param finished segments that are written to no more: closed as well
 * @param folder null where no file has come since the last sync
 * @param position of the newest record that it covers
 */
record LogSync(
    Disk disk, List<DiskFile> finished, DiskFile last, @Nullable String folder, long position)
    implements IoTask {
  @Override
  public void run() throws IOException {
    for (DiskFile file : finished) {
      file.sync();
      file.close();
    }
    last.sync();
    if (folder != null) {
      disk.syncFolder(folder);
    }
  }
}
