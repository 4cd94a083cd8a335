package io.antipode.node.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.replication.disk.FileDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows come in the order of their keys, one of each, however little fits the memory. */
class RowSorterTest {
  @TempDir Path folder;

  /** What counts of a key: the last row from before the moment, and the last one after it. */
  private static final class Expected {
    private @Nullable String before;
    private @Nullable String after;
    private boolean written;
    private long hlc;
  }

  /** All in memory; a few runs; more of them than are merged at a time. */
  @ParameterizedTest
  @ValueSource(longs = {1 << 30, 50_000, 2_000})
  void theLastRowOfAKeyCounts(long runBytes) throws Exception {
    FileDisk disk = new FileDisk(folder);
    SplittableRandom random = new SplittableRandom(runBytes);
    TreeMap<String, Expected> model = new TreeMap<>();
    List<String> sorted = new ArrayList<>();
    try (RowSorter sorter = new RowSorter(disk, "rows", runBytes)) {
      for (int i = 0; i < 5_000; i++) {
        String key = "k%04d".formatted(random.nextInt(700));
        String image = random.nextInt(5) == 0 ? null : "image " + i;
        byte[] bytes = image == null ? null : image.getBytes(UTF_8);
        Expected expected = model.computeIfAbsent(key, none -> new Expected());
        if (i < 2_500) {
          sorter.before(key.getBytes(UTF_8), bytes);
          expected.before = image;
        } else {
          sorter.after(key.getBytes(UTF_8), bytes, i);
          expected.after = image;
          expected.written = true;
          expected.hlc = i;
        }
      }
      assertEquals(runBytes >= 1 << 30, disk.list("rows").isEmpty());
      assertTrue(runBytes > 2_000 || disk.list("rows").size() > 100, "many runs");
      try (RowSorter.Sorted rows = sorter.sorted()) {
        for (RowState row = rows.next(); row != null; row = rows.next()) {
          sorted.add(
              new String(row.key(), UTF_8)
                  + " "
                  + text(row.before())
                  + " "
                  + text(row.after())
                  + " "
                  + row.isWritten()
                  + " "
                  + row.hlc());
        }
      }
    }
    List<String> wanted = new ArrayList<>();
    model.forEach(
        (key, each) ->
            wanted.add(
                key + " " + each.before + " " + each.after + " " + each.written + " " + each.hlc));
    assertEquals(wanted, sorted);
    assertEquals(List.of(), disk.list("rows"));
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, UTF_8);
  }
}
