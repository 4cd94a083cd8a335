package io.antipode.load.checker;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Action;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.Result;
import io.antipode.load.history.Result.Change;
import io.antipode.load.history.StreamContents;
import io.antipode.load.history.TableContents;
import io.antipode.node.item.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a region tells each change of its table once and in the order of each item: the old
 * image is the new image of the record before, the kind fits the images, sequence numbers grow, a
 * replay gives the table, every acknowledged put of the region is there exactly once, no refused
 * one is, and what consumers read meanwhile is the beginning of it.
 *
 * <p>Assumes streams of new and old images that begin with the (empty) table and have been drained
 * within their retention, and regions that kept their disks.
 */
public final class Streams implements Checker {
  @Override
  public Verdict check(Evidence evidence) {
    long looked = 0;
    for (StreamContents stream : evidence.streams()) {
      StreamReplay replay = new StreamReplay(stream);
      Verdict wrong = replay.run();
      if (wrong == null) {
        wrong = compare(evidence, stream, replay.items());
      }
      if (wrong == null) {
        wrong = puts(evidence, stream, replay.newImages());
      }
      if (wrong == null) {
        wrong = consumers(evidence, stream);
      }
      if (wrong != null) {
        return wrong;
      }
      looked += replay.records();
    }
    return new Verdict.Ok(looked);
  }

  private static @Nullable Verdict compare(
      Evidence evidence, StreamContents stream, Map<Key, Item> replayed) {
    for (TableContents table : evidence.tables()) {
      if (table.region().equals(stream.region()) && table.table().equals(stream.table())) {
        for (Key key : Keys.union(replayed, table.items())) {
          Item shown = replayed.get(key);
          Item held = table.items().get(key);
          if (!Objects.equals(shown, held)) {
            return Verdict.violation(
                "the stream of %s replays to %s at %s, but the table holds %s"
                    .formatted(stream.region(), Show.item(shown), key, Show.item(held)));
          }
        }
      }
    }
    return null;
  }

  /** Numbers are unique, so a put's record is known by its new image. */
  private static @Nullable Verdict puts(
      Evidence evidence, StreamContents stream, Map<Item, Integer> newImages) {
    for (Op op : evidence.ops()) {
      if (!(op.action() instanceof Action.Put put)
          || !put.key().table().equals(stream.table())
          || !Items.hasNumber(put.item())) {
        continue;
      }
      int records = newImages.getOrDefault(put.item(), 0);
      if (records > 1) {
        return Verdict.violation(
            "the stream of %s tells one put %d times".formatted(stream.region(), records), op);
      }
      if (records == 0 && op.isOk() && op.region().equals(stream.region())) {
        return Verdict.violation(
            "the stream of %s does not tell an acknowledged put".formatted(stream.region()), op);
      }
      if (records == 1 && op.outcome() == Outcome.FAIL) {
        return Verdict.violation(
            "the stream of %s tells a refused put".formatted(stream.region()), op);
      }
    }
    return null;
  }

  private record Reader(int process, String shard) {}

  private static @Nullable Verdict consumers(Evidence evidence, StreamContents stream) {
    Map<Reader, Integer> positions = new HashMap<>();
    for (Op op : evidence.ops()) {
      if (!isRead(op, stream.region(), stream.table())
          || !(op.action() instanceof Action.ReadStream read)
          || !(op.result() instanceof Result.Changes changes)) {
        continue;
      }
      List<Change> whole = stream.shards().getOrDefault(read.shard(), List.of());
      Reader reader = new Reader(op.process(), read.shard());
      int position = positions.getOrDefault(reader, 0);
      int end = position + changes.changes().size();
      if (end > whole.size() || !whole.subList(position, end).equals(changes.changes())) {
        return Verdict.violation(
            "a consumer in %s was told other records, from record %d of %s on, than a later one"
                .formatted(stream.region(), position, read.shard()),
            op);
      }
      positions.put(reader, end);
    }
    return null;
  }

  private static boolean isRead(Op op, Region region, String table) {
    return op.isOk()
        && op.region().equals(region)
        && op.action() instanceof Action.ReadStream read
        && read.table().equals(table);
  }
}
