package io.antipode.load.simulation;

import io.antipode.replication.clock.Entropy;
import io.antipode.replication.disk.Disk;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that does what disks do to those who trust them.
 *
 * <p>Fault model. Sectors of 512 bytes are written whole or not at all. A power cut ({@link
 * #crash}) keeps of the unsynced sectors of a file none, a prefix or any subset; the file's length
 * may be ahead of its data; of the unsynced creations, removals and renames in a folder it keeps a
 * prefix. A kill ({@link #kill}) keeps everything written. On demand, the next sync fails (what it
 * was to write is then forgotten, and a second try would succeed without it), the next write is cut
 * short or lands elsewhere while reporting success, the disk is full, a bit flips. All chance is
 * drawn from the given entropy.
 *
 * <p>One thread.
 */
public final class SimulatedDisk implements Disk {
  /** Enough for any simulation that is not about a full disk. */
  public static final long DEFAULT_CAPACITY_BYTES = 1L << 30;

  private final SplittableRandom random;
  private final long bootId;
  private final TreeMap<String, SimulatedFile> names = new TreeMap<>();
  private final TreeMap<String, SimulatedFile> durableNames = new TreeMap<>();

  /** Unsynced changes of names by folder, oldest first. */
  private final Map<String, List<NameChange>> unsynced = new LinkedHashMap<>();

  private long capacityBytes = DEFAULT_CAPACITY_BYTES;

  /** The lengths of all files that have a name, kept as they change: each write asks for it. */
  private long usedBytes;

  private boolean failNextSync;
  private boolean tearNextWrite;
  private boolean misdirectNextWrite;
  private @Nullable Runnable beforeNextSync;
  private boolean dead;
  private long syncs;

  /** A path now names a file, or nothing. */
  private record NameChange(@Nullable String removed, @Nullable String path, SimulatedFile file) {}

  public SimulatedDisk(Entropy entropy) {
    this(new SplittableRandom(entropy.nextLong()));
  }

  private SimulatedDisk(SplittableRandom random) {
    this(random, random.nextLong() | 1);
  }

  private SimulatedDisk(SplittableRandom random, long bootId) {
    this.random = random;
    this.bootId = bootId;
  }

  /** The disk after a power cut; this one is dead. */
  public SimulatedDisk crash() {
    dead = true;
    unsynced.values().forEach(changes -> keep(changes, random.nextInt(changes.size() + 1)));
    SimulatedDisk left = new SimulatedDisk(random.split());
    durableNames.forEach(
        (path, file) -> {
          SimulatedFile after = file.afterPowerCut(random);
          left.names.put(path, after);
          left.durableNames.put(path, after);
        });
    left.countUsed();
    left.capacityBytes = capacityBytes;
    return left;
  }

  /** Happens once, when the next sync of a file is to begin: a power cut, say. */
  void beforeNextSync(Runnable happening) {
    beforeNextSync = happening;
  }

  /** The disk after the death of the process, with everything written; this one is dead. */
  public SimulatedDisk kill() {
    dead = true;
    SimulatedDisk left = new SimulatedDisk(random.split(), bootId);
    Map<SimulatedFile, SimulatedFile> copies = new HashMap<>();
    names.forEach((path, file) -> left.names.put(path, copy(copies, file)));
    durableNames.forEach((path, file) -> left.durableNames.put(path, copy(copies, file)));
    unsynced.forEach(
        (folder, changes) ->
            left.unsynced.put(
                folder,
                new ArrayList<>(
                    changes.stream()
                        .map(c -> new NameChange(c.removed, c.path, copy(copies, c.file)))
                        .toList())));
    left.countUsed();
    left.capacityBytes = capacityBytes;
    return left;
  }

  private static SimulatedFile copy(Map<SimulatedFile, SimulatedFile> copies, SimulatedFile file) {
    return copies.computeIfAbsent(file, SimulatedFile::afterKill);
  }

  /** The next sync of a file fails. */
  public void failNextSync() {
    failNextSync = true;
  }

  /** The next write of a file stops half-way and fails: the process dies in the middle of it. */
  public void tearNextWrite() {
    tearNextWrite = true;
  }

  /** The next write of a file reports success and lands in another place of some file. */
  public void misdirectNextWrite() {
    misdirectNextWrite = true;
  }

  /** No fault that was asked for and has not come will come. */
  void forgetArmedFaults() {
    failNextSync = false;
    tearNextWrite = false;
    misdirectNextWrite = false;
  }

  /** Writes fail where the files would take more than this. */
  public void capacityBytes(long bytes) {
    capacityBytes = bytes;
  }

  /** How much the files may take. */
  public long capacityBytes() {
    return capacityBytes;
  }

  /** How much the files take. */
  public long usedBytes() {
    return usedBytes;
  }

  private void countUsed() {
    for (SimulatedFile file : names.values()) {
      file.named = true;
      usedBytes += file.length();
    }
  }

  /** Changes a file's bytes; those of one that was deleted while it was open don't count. */
  private void change(SimulatedFile file, Runnable change) {
    long before = file.length();
    change.run();
    usedBytes += file.named ? file.length() - before : 0;
  }

  /** Flips a bit somewhere; says where, or null where there are no bytes. */
  public @Nullable String flipSomeBit(long chance) {
    long target = Long.remainderUnsigned(chance, Math.max(1, usedBytes()));
    for (String path : names.keySet()) {
      SimulatedFile file = Objects.requireNonNull(names.get(path));
      if (target < file.length()) {
        file.flipBit(target, (int) (chance >>> 61));
        return path + " at " + target;
      }
      target -= file.length();
    }
    return null;
  }

  /** Flips one bit of a file, on the medium too. */
  public void flipBit(String path, long offset, int bit) {
    SimulatedFile file = names.get(path);
    if (file == null || offset >= file.length() || bit < 0 || bit > 7) {
      throw new IllegalArgumentException("no bit " + bit + " at " + offset + " of " + path);
    }
    file.flipBit(offset, bit);
  }

  /** All file paths, sorted. */
  public List<String> paths() {
    return List.copyOf(names.keySet());
  }

  /** How many syncs of files succeeded. */
  public long syncs() {
    return syncs;
  }

  private void alive() throws IOException {
    if (dead) {
      throw new IOException("this disk's machine is gone");
    }
  }

  private void changed(@Nullable String removed, @Nullable String path, SimulatedFile file) {
    String folder = folderOf(path != null ? path : String.valueOf(removed));
    unsynced
        .computeIfAbsent(folder, any -> new ArrayList<>())
        .add(new NameChange(removed, path, file));
  }

  /** The first changes reach the medium. */
  private void keep(Collection<NameChange> changes, int count) {
    changes.stream()
        .limit(count)
        .forEach(
            change -> {
              if (change.removed != null) {
                durableNames.remove(change.removed);
              }
              if (change.path != null) {
                durableNames.put(change.path, change.file);
              }
            });
  }

  private static String folderOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  @Override
  public DiskFile create(String path) throws IOException {
    alive();
    if (names.containsKey(path)) {
      throw new FileAlreadyExistsException(path);
    }
    SimulatedFile file = new SimulatedFile();
    file.named = true;
    names.put(path, file);
    changed(null, path, file);
    return new Handle(path, file);
  }

  @Override
  public DiskFile open(String path) throws IOException {
    alive();
    SimulatedFile file = names.get(path);
    if (file == null) {
      throw new FileNotFoundException(path);
    }
    return new Handle(path, file);
  }

  @Override
  public boolean exists(String path) throws IOException {
    alive();
    return names.containsKey(path) || !below(path).isEmpty();
  }

  private Collection<String> below(String folder) {
    return folder.isEmpty()
        ? names.keySet()
        : names.subMap(folder + "/", folder + "0").keySet(); // '0' follows '/'
  }

  @Override
  public List<String> list(String folder) throws IOException {
    alive();
    int start = folder.isEmpty() ? 0 : folder.length() + 1;
    TreeSet<String> found = new TreeSet<>();
    for (String path : below(folder)) {
      int slash = path.indexOf('/', start);
      found.add(slash < 0 ? path.substring(start) : path.substring(start, slash));
    }
    return List.copyOf(found);
  }

  @Override
  public void delete(String path) throws IOException {
    alive();
    List<String> doomed = new ArrayList<>(below(path));
    doomed.add(path);
    for (String each : doomed) {
      SimulatedFile file = names.remove(each);
      if (file != null) {
        usedBytes -= file.length();
        file.named = false;
        changed(each, null, file);
      }
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    alive();
    if (!names.containsKey(from)) {
      List<String> inside = List.copyOf(below(from));
      if (inside.isEmpty() || !below(to).isEmpty()) {
        throw new FileNotFoundException(from);
      }
      for (String path : inside) {
        rename(path, to + path.substring(from.length()));
      }
      return;
    }
    SimulatedFile file = Objects.requireNonNull(names.remove(from));
    SimulatedFile replaced = names.put(to, file);
    if (replaced != null) {
      usedBytes -= replaced.length();
      replaced.named = false;
    }
    changed(from, to, file);
  }

  @Override
  public void syncFolder(String folder) throws IOException {
    alive();
    unsynced
        .entrySet()
        .removeIf(
            entry -> {
              boolean vanishedBelow =
                  entry.getKey().startsWith(folder + "/") && below(entry.getKey()).isEmpty();
              if (!entry.getKey().equals(folder) && !vanishedBelow) {
                return false;
              }
              keep(entry.getValue(), entry.getValue().size());
              return true;
            });
  }

  @Override
  public long usableBytes() {
    return Math.max(0, capacityBytes - usedBytes());
  }

  @Override
  public long bootId() {
    return bootId;
  }

  private final class Handle implements DiskFile {
    private final String path;
    private final SimulatedFile file;
    private boolean closed;

    Handle(String path, SimulatedFile file) {
      this.path = path;
      this.file = file;
    }

    private void check() throws IOException {
      alive();
      if (closed) {
        throw new IOException(path + " is closed");
      }
    }

    @Override
    public long length() throws IOException {
      check();
      return file.length();
    }

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
      check();
      return file.read(offset, into);
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
      check();
      long more = Math.max(0, offset + from.remaining() - file.length());
      if (tearNextWrite || more > usableBytes()) {
        String cause = tearNextWrite ? "torn write" : "no space left on device";
        tearNextWrite = false;
        int cut = random.nextInt(from.remaining() + 1);
        long room = Math.max(0, from.remaining() - more + usableBytes());
        int count = (int) Math.min(cut, room);
        change(file, () -> file.write(offset, from, count));
        throw new IOException(cause + ": " + path);
      }
      if (misdirectNextWrite) {
        misdirectNextWrite = false;
        misdirect(from);
        return;
      }
      change(file, () -> file.write(offset, from, from.remaining()));
    }

    private void misdirect(ByteBuffer from) {
      List<String> paths = paths();
      SimulatedFile victim = names.get(paths.get(random.nextInt(paths.size())));
      if (victim == null) {
        throw new IllegalStateException("no victim");
      }
      int sectors = victim.length() / SimulatedFile.SECTOR_BYTES + 1;
      long elsewhere = (long) random.nextInt(sectors) * SimulatedFile.SECTOR_BYTES;
      change(victim, () -> victim.write(elsewhere, from, from.remaining()));
    }

    @Override
    public void sync() throws IOException {
      check();
      Runnable happening = beforeNextSync;
      if (happening != null) {
        beforeNextSync = null;
        happening.run();
      }
      if (failNextSync) {
        failNextSync = false;
        file.failSync(random);
        throw new IOException("sync failed: " + path);
      }
      file.sync();
      syncs++;
    }

    @Override
    public void truncate(long length) throws IOException {
      check();
      change(file, () -> file.truncate(length));
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
