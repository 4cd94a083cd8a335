package io.antipode.load.checker;

import io.antipode.load.history.Evidence;
import io.antipode.load.history.Key;
import io.antipode.load.history.TableContents;
import io.antipode.replication.clock.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All regions of a table hold the same, byte for byte and under the same versions, once they are
 * healed and had their time. The harness waits; this compares. Assumes tables that live in all
 * regions.
 */
public final class Convergence implements Checker {
  @Override
  public Verdict check(Evidence evidence) {
    Map<String, TableContents> first = new HashMap<>();
    long looked = 0;
    for (TableContents table : evidence.tables()) {
      TableContents one = first.putIfAbsent(table.table(), table);
      if (one != null) {
        looked += Math.max(1, one.items().size());
        Verdict difference = difference(one, table);
        if (difference != null) {
          return difference;
        }
      }
    }
    return new Verdict.Ok(looked);
  }

  private static String show(TableContents table, Key key) {
    Version version = table.versions().get(key);
    return Show.item(table.items().get(key)) + (version == null ? "" : " as " + version);
  }

  private static @Nullable Verdict difference(TableContents one, TableContents other) {
    for (Key key : Keys.union(one.items(), other.items())) {
      if (!Objects.equals(one.items().get(key), other.items().get(key))
          || !Objects.equals(one.versions().get(key), other.versions().get(key))) {
        return Verdict.violation(
            "the regions differ in %s: %s holds %s, %s holds %s"
                .formatted(key, one.region(), show(one, key), other.region(), show(other, key)));
      }
    }
    return one.digest().isEmpty() || other.digest().isEmpty() || one.digest().equals(other.digest())
        ? null
        : Verdict.violation(
            "equal items but different digests of %s: %s has %s, %s has %s"
                .formatted(
                    one.table(), one.region(), one.digest(), other.region(), other.digest()));
  }
}
