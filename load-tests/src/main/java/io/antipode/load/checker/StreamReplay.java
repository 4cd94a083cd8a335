package io.antipode.load.checker;

import io.antipode.load.history.Key;
import io.antipode.load.history.Result.Change;
import io.antipode.load.history.StreamContents;
import io.antipode.node.item.Item;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Plays a stream's records into an empty table and looks at each of them on the way. */
final class StreamReplay {
  private final StreamContents stream;
  private final Map<Key, Item> items = new HashMap<>();
  private final Map<Key, String> shardOf = new HashMap<>();
  private final Map<Item, Integer> newImages = new HashMap<>();
  private long records;

  StreamReplay(StreamContents stream) {
    this.stream = stream;
  }

  /** Returns what is wrong with a record, or null. */
  @Nullable Verdict run() {
    for (Map.Entry<String, List<Change>> shard : stream.shards().entrySet()) {
      BigInteger last = BigInteger.valueOf(-1);
      for (Change change : shard.getValue()) {
        BigInteger sequenceNumber = new BigInteger(change.sequenceNumber());
        if (sequenceNumber.compareTo(last) <= 0) {
          return wrong(change, "its sequence number does not grow after " + last);
        }
        last = sequenceNumber;
        String other = shardOf.putIfAbsent(change.key(), shard.getKey());
        if (other != null && !other.equals(shard.getKey())) {
          return wrong(change, "the item was in " + other + " before");
        }
        String complaint = play(change);
        if (complaint != null) {
          return wrong(change, complaint);
        }
      }
    }
    return null;
  }

  private @Nullable String play(Change change) {
    records++;
    Item before = items.get(change.key());
    Item after = change.newImage();
    if (!Objects.equals(before, change.oldImage())) {
      return "its old image is not the new image before it, " + Show.item(before);
    }
    String fitting = before == null ? "INSERT" : after == null ? "REMOVE" : "MODIFY";
    if (!fitting.equals(change.name())) {
      return "it should be " + fitting;
    }
    if (Objects.equals(before, after)) {
      return "it changes nothing";
    }
    if (after == null) {
      items.remove(change.key());
    } else {
      items.put(change.key(), after);
      newImages.merge(after, 1, Integer::sum);
    }
    return null;
  }

  private Verdict wrong(Change change, String complaint) {
    return Verdict.violation(
        "the stream of %s, record %s (%s of %s, old %s, new %s): %s"
            .formatted(
                stream.region(),
                change.sequenceNumber(),
                change.name(),
                change.key(),
                Show.item(change.oldImage()),
                Show.item(change.newImage()),
                complaint));
  }

  /** The table that the records make. */
  Map<Key, Item> items() {
    return items;
  }

  /** How often each image was a new one. */
  Map<Item, Integer> newImages() {
    return newImages;
  }

  long records() {
    return records;
  }
}
