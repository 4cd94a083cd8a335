package io.antipode.load.checker;

import io.antipode.cluster.topology.Region;
import io.antipode.load.history.Action;
import io.antipode.load.history.Evidence;
import io.antipode.load.history.Guard;
import io.antipode.load.history.IndexContents;
import io.antipode.load.history.Items;
import io.antipode.load.history.Key;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.Result;
import io.antipode.load.history.Sample;
import io.antipode.load.history.StreamContents;
import io.antipode.load.history.TableContents;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.replication.clock.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes histories by hand. Times are small numbers; process 1, 2, … are of region A unless {@link
 * #in} says another.
 */
final class EvidenceBuilder {
  static final Region A = new Region("eu-west-1");
  static final Region B = new Region("us-east-1");
  static final String TABLE = "t";
  static final Key X = Key.of(TABLE, "x");
  static final Key Y = Key.of(TABLE, "y");

  private final List<Op> ops = new ArrayList<>();
  private final List<TableContents> tables = new ArrayList<>();
  private final List<IndexContents> indexes = new ArrayList<>();
  private final List<StreamContents> streams = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private final Map<String, Double> limits = new HashMap<>();
  private final Set<Integer> late = new HashSet<>();
  private Region region = A;

  /** What follows happens in this region. */
  EvidenceBuilder in(Region next) {
    region = next;
    return this;
  }

  private EvidenceBuilder op(
      int process,
      long from,
      long to,
      Action action,
      Outcome outcome,
      Result result,
      @Nullable Version version) {
    String error = outcome == Outcome.OK ? "" : outcome == Outcome.FAIL ? "refused" : "no answer";
    long returned = outcome == Outcome.INDETERMINATE ? Op.NEVER : to;
    ops.add(
        new Op(
            ops.size(), process, region, action, from, returned, outcome, error, result, version));
    return this;
  }

  EvidenceBuilder ok(int process, long from, long to, Action action, Result result) {
    return op(process, from, to, action, Outcome.OK, result, null);
  }

  EvidenceBuilder ok(int process, long from, long to, Action action) {
    return ok(process, from, to, action, Result.NOTHING);
  }

  /** A write acknowledged under the version {@code (hlc, region)}. */
  EvidenceBuilder ok(int process, long from, long to, Action action, long hlc) {
    return op(process, from, to, action, Outcome.OK, Result.NOTHING, new Version(hlc, region));
  }

  /** A refused condition. */
  EvidenceBuilder refused(int process, long from, long to, Action action) {
    return op(process, from, to, action, Outcome.FAIL, new Result.Refused(), null);
  }

  /** An error that surely did nothing. */
  EvidenceBuilder failed(int process, long from, long to, Action action) {
    return op(process, from, to, action, Outcome.FAIL, Result.NOTHING, null);
  }

  /** Never answered. */
  EvidenceBuilder lost(int process, long from, Action action) {
    return op(process, from, Op.NEVER, action, Outcome.INDETERMINATE, Result.NOTHING, null);
  }

  /** The current region's final table. */
  EvidenceBuilder holds(Item... items) {
    TreeMap<Key, Item> byKey = new TreeMap<>();
    Arrays.stream(items).forEach(item -> byKey.put(Items.key(TABLE, item), item));
    tables.add(new TableContents(region, TABLE, byKey, ""));
    return this;
  }

  /** The current region's final table: one item, and its version's time. */
  EvidenceBuilder holds(long hlc, Item item) {
    Key key = Items.key(TABLE, item);
    tables.add(
        new TableContents(
            region,
            TABLE,
            new TreeMap<>(Map.of(key, item)),
            new TreeMap<>(Map.of(key, new Version(hlc, region))),
            ""));
    return this;
  }

  /** The last operation was under way for longer than deletions are remembered. */
  EvidenceBuilder late() {
    late.add(ops.getLast().id());
    return this;
  }

  EvidenceBuilder digest(String digest) {
    TableContents last = tables.removeLast();
    tables.add(new TableContents(last.region(), last.table(), last.items(), digest));
    return this;
  }

  EvidenceBuilder index(Item... items) {
    indexes.add(new IndexContents(region, TABLE, "by-gk", List.of(items)));
    return this;
  }

  /** One shard of the current region's stream. */
  EvidenceBuilder stream(Result.Change... changes) {
    streams.add(new StreamContents(region, TABLE, Map.of("shard-0", List.of(changes))));
    return this;
  }

  EvidenceBuilder sample(String name, double value, double limit) {
    samples.add(new Sample(region, name, 0, value));
    limits.put(name, limit);
    return this;
  }

  Evidence evidence() {
    return new Evidence(ops, tables, indexes, streams, samples, limits, 0, late);
  }

  static Action.Put put(Key key, long number) {
    return new Action.Put(key, Items.numbered(key, number), Guard.NONE);
  }

  static Action.Put put(Item item) {
    return new Action.Put(Items.key(TABLE, item), item, Guard.NONE);
  }

  static Action.Put cas(Key key, long expected, long number) {
    return new Action.Put(key, Items.numbered(key, number), new Guard.NumberIs(expected));
  }

  static Action.Put putNew(Key key, long number) {
    return new Action.Put(key, Items.numbered(key, number), Guard.ABSENT);
  }

  static Action.Delete delete(Key key) {
    return new Action.Delete(key, Guard.NONE);
  }

  static Action.Get get(Key key) {
    return new Action.Get(key, true);
  }

  static Action.Append append(Key key, long element) {
    return new Action.Append(key, element);
  }

  static Result found(Key key, long number) {
    return new Result.Found(Items.numbered(key, number));
  }

  static Result none() {
    return new Result.Found(null);
  }

  static Result before(Key key, long number) {
    return new Result.Before(Items.numbered(key, number));
  }

  static Result after(Item item) {
    return new Result.After(item);
  }

  static Item item(Key key, long number) {
    return Items.numbered(key, number);
  }

  static Item list(Key key, long... elements) {
    return Items.with(
        key,
        Map.of(
            Items.LIST,
            new AttributeValue.L(LongStream.of(elements).mapToObj(Items::number).toList())));
  }

  static Result lists(@Nullable Item... items) {
    return new Result.FoundAll(Arrays.asList(items));
  }

  static Item with(Key key, long number, String name, AttributeValue value) {
    return Items.with(key, Map.of(Items.NUMBER, Items.number(number), name, value));
  }

  static Item inGroup(Key key, long number, String group) {
    return with(key, number, Items.INDEX_KEY, new AttributeValue.S(group));
  }
}
