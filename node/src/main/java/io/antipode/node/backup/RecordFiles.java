package io.antipode.node.backup;

import io.antipode.node.backup.ArchiveCodec.Revised;
import io.antipode.node.backup.ArchiveRecord.Backup;
import io.antipode.node.backup.ArchiveRecord.Continuous;
import io.antipode.node.backup.ArchiveRecord.Deletion;
import io.antipode.node.backup.ArchiveRecord.Restore;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.replication.disk.AtomicFile;
import io.antipode.replication.disk.DamagedFileException;
import io.antipode.replication.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The small files of the archive, each on two disks under the same path: a copy of a table without
 * its manifest is nothing, and a table whose setting is gone would lose its past.
 *
 * <pre>
 *   of a path's two files                     taken
 *   both whole                                the one of the greater revision
 *   one whole; the other damaged, or gone     the whole one; the log names the other
 *   none whole                                none: damaged, and named
 * </pre>
 *
 * <p>Whichever was not taken is written anew. A copy goes by getting another name first, so a
 * folder without a manifest is damaged as well. Blocks; any thread, one at a time.
 */
final class RecordFiles {
  private static final Logger LOG = LoggerFactory.getLogger(RecordFiles.class);
  static final String BACKUPS = "backups";
  private static final String RESTORES = "restores";
  private static final String CONTINUOUS = "continuous";
  private static final String DELETIONS = "deletions";
  private static final String TRANSFERS = "transfers";
  private static final String MANIFEST = "/manifest";
  private static final String REMOVED = "removed";
  private static final String ASIDE = "damaged/";
  private static final String UNFINISHED = ".new";

  private final Disk disk;
  private final Disk copies;

  /** The greatest of each path. */
  private final Map<String, Long> revisions = new TreeMap<>();

  RecordFiles(Disk disk, Disk copies) {
    this.disk = disk;
    this.copies = copies;
  }

  /**
   * What there is.
   *
   * @param damages what is wrong, by path: a file, or the folder of a copy without a manifest
   */
  record Found(List<ArchiveRecord> records, Map<String, String> damages) {}

  /** Reads all, ends removals that a crash has left unfinished, and mends what can be. */
  Found load() throws IOException {
    for (String id : disk.list(REMOVED)) {
      endRemoval(id);
    }
    Found found = look();
    boolean begun = !copies.list("").isEmpty();
    for (ArchiveRecord record : found.records) {
      heal(pathOf(record), record, begun);
    }
    return found;
  }

  /** Reads all; changes nothing. */
  Found look() throws IOException {
    Found found = new Found(new ArrayList<>(), new TreeMap<>());
    for (String path : paths()) {
      Side first = read(disk, path);
      Side second = read(copies, path);
      Revised taken = newer(first.whole, second.whole);
      if (taken != null) {
        revisions.put(path, taken.revision());
        found.records.add(taken.record());
      } else if (first.problem != null || second.problem != null) {
        found.damages.put(
            wholeOf(path), String.valueOf(first.problem == null ? second.problem : first.problem));
      } else if (holdsFiles(path)) {
        found.damages.put(wholeOf(path), path + " is gone, and there is no copy of it");
      }
    }
    return found;
  }

  private Set<String> paths() throws IOException {
    Set<String> paths = new TreeSet<>();
    for (Disk each : List.of(disk, copies)) {
      for (String id : each.list(BACKUPS)) {
        paths.add(folderOf(id) + MANIFEST);
      }
      for (String folder : List.of(RESTORES, CONTINUOUS, DELETIONS, TRANSFERS)) {
        for (String name : each.list(folder)) {
          if (!name.endsWith(UNFINISHED)) {
            paths.add(folder + "/" + name);
          }
        }
      }
    }
    return paths;
  }

  /** A file as it lies there: a record, or what is wrong with it; neither where it is absent. */
  private record Side(@Nullable Revised whole, @Nullable String problem) {}

  private static Side read(Disk disk, String path) throws IOException {
    ByteBuffer bytes = AtomicFile.read(disk, path);
    try {
      return new Side(bytes == null ? null : ArchiveCodec.decode(path, bytes), null);
    } catch (DamagedFileException e) {
      return new Side(null, e.getMessage());
    }
  }

  private static @Nullable Revised newer(@Nullable Revised first, @Nullable Revised second) {
    return first == null || (second != null && second.revision() > first.revision())
        ? second
        : first;
  }

  /** A copy's folder, or the file itself. */
  private static String wholeOf(String path) {
    return path.endsWith(MANIFEST) ? path.substring(0, path.length() - MANIFEST.length()) : path;
  }

  /** Whether a folder has more than what a crash has left of a first manifest. */
  private boolean holdsFiles(String path) throws IOException {
    return disk.list(wholeOf(path)).stream().anyMatch(name -> !name.endsWith(UNFINISHED));
  }

  /**
   * @param begun whether copies have been kept before
   */
  private void heal(String path, ArchiveRecord record, boolean begun) throws IOException {
    Revised taken = new Revised(record, revisions.getOrDefault(path, 0L));
    for (Disk each : List.of(disk, copies)) {
      Side side = read(each, path);
      boolean stands = side.whole != null && side.whole.revision() == taken.revision();
      if (stands) {
        continue;
      }
      if (side.problem != null) {
        LOG.warn("the archive: {}; it is written anew from its copy", side.problem);
      } else if (side.whole != null || begun) {
        LOG.warn(
            "the archive: {} is {}; it is written anew from its copy",
            path,
            side.whole == null ? "gone" : "old");
      }
      write(each, path, taken);
    }
  }

  /** Durable when it returns. */
  void save(ArchiveRecord record) throws IOException {
    String path = pathOf(record);
    Revised revised = new Revised(record, revisions.merge(path, 1L, Long::sum));
    write(disk, path, revised);
    write(copies, path, revised);
  }

  private static void write(Disk disk, String path, Revised revised) throws IOException {
    AtomicFile.replace(disk, path, ArchiveCodec.encode(revised));
    if (path.startsWith(BACKUPS)) {
      disk.syncFolder(BACKUPS);
    }
    disk.syncFolder("");
  }

  /** Forgets a record, and a copy with all of its files. */
  void remove(ArchiveRecord record) throws IOException {
    String path = pathOf(record);
    revisions.remove(path);
    if (record instanceof Backup backup) {
      String folder = folderOf(backup.id());
      if (disk.exists(folder)) {
        disk.rename(folder, REMOVED + "/" + backup.id());
        disk.syncFolder(folder);
        disk.syncFolder(BACKUPS);
        disk.syncFolder(REMOVED);
      }
      endRemoval(backup.id());
    } else {
      for (Disk each : List.of(copies, disk)) {
        each.delete(path);
        each.syncFolder(folderOfFile(path));
      }
    }
  }

  /** Again after a crash; a power cut may have left something under the old name. */
  private void endRemoval(String id) throws IOException {
    copies.delete(folderOf(id));
    copies.syncFolder(BACKUPS);
    disk.delete(folderOf(id));
    disk.delete(REMOVED + "/" + id);
  }

  private static String folderOfFile(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /**
   * Gives up what is damaged: its files go to a folder of their own, and what is known of it.
   *
   * @param path of a file, or of the folder of a copy
   * @return where it is now
   */
  String setAside(String path) throws IOException {
    String aside = ASIDE + path;
    for (int number = 2; disk.exists(aside); number++) {
      aside = ASIDE + path + "." + number;
    }
    if (disk.exists(path)) {
      disk.rename(path, aside);
      disk.syncFolder(path);
      disk.syncFolder(folderOfFile(path));
      disk.syncFolder(folderOfFile(aside));
    }
    copies.delete(path);
    copies.syncFolder(folderOfFile(path));
    return aside;
  }

  static String folderOf(String backupId) {
    return BACKUPS + "/" + backupId;
  }

  static String pathOf(ArchiveRecord record) {
    return switch (record) {
      case Backup backup -> folderOf(backup.id()) + MANIFEST;
      case Restore restore -> RESTORES + "/" + hex(restore.tableId());
      case Continuous continuous -> CONTINUOUS + "/" + hex(continuous.tableId());
      case Deletion deletion -> DELETIONS + "/" + hex(deletion.tableId());
      case Transfer transfer -> TRANSFERS + "/" + transfer.id();
    };
  }

  private static String hex(long tableId) {
    return "%016x".formatted(tableId);
  }
}
