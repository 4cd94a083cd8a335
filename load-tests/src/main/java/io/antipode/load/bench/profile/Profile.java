package io.antipode.load.bench.profile;

import static io.antipode.load.bench.profile.OperationKind.ADD;
import static io.antipode.load.bench.profile.OperationKind.GET;
import static io.antipode.load.bench.profile.OperationKind.INSERT;
import static io.antipode.load.bench.profile.OperationKind.PUT;
import static io.antipode.load.bench.profile.OperationKind.QUERY;
import static io.antipode.load.bench.profile.OperationKind.RANGE;
import static io.antipode.load.bench.profile.OperationKind.READ_MODIFY_WRITE;
import static io.antipode.load.bench.profile.OperationKind.SET;
import static io.antipode.load.bench.profile.OperationKind.TRANSACT_WRITE;

import io.antipode.load.bench.data.Dataset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A mix of operations over a data set. The six of YCSB are as in section 4 of its paper, with items
 * of ten strings. DynamoDB has no ordered scan over partitions, so YCSB's Scan (a thread of a
 * conversation, from some message on) is a Query within a partition of 500 items.
 *
 * @param percent of each kind of operation
 */
public record Profile(
    String name,
    String about,
    Map<OperationKind, Integer> percent,
    Distribution distribution,
    Shape shape) {

  /** Which data set a profile runs on. */
  enum Shape {
    SINGLE,
    COLLECTIONS,
    YCSB,
    RANGES,
    LARGE,
    MANY_TABLES
  }

  private static final int COLLECTION_ITEMS = 10;
  private static final int RANGE_PARTITION_ITEMS = 500;
  private static final int YCSB_FIELDS = 10;
  private static final int YCSB_ITEM_BYTES = 1_000;
  private static final int SINGLE_ITEM_BYTES = 256;
  private static final int LARGE_ITEM_BYTES = 300 * 1_024;
  private static final long LARGE_ITEMS = 200;
  private static final int TABLES = 200;

  public static final List<Profile> ALL =
      List.of(
          single("get", "GetItem", Map.of(GET, 100)),
          single("put", "PutItem over existing items", Map.of(PUT, 100)),
          single("update", "UpdateItem, ADD of a number", Map.of(ADD, 100)),
          single(
              "transact-write",
              "TransactWriteItems over 2 existing items, none of them in conflict",
              Map.of(TRANSACT_WRITE, 100)),
          new Profile(
              "query",
              "Query of a partition of 10 items",
              Map.of(QUERY, 100),
              Distribution.UNIFORM,
              Shape.COLLECTIONS),
          new Profile(
              "mixed",
              "40 % Get, 20 % Put, 20 % Update, 20 % Query of 10 items",
              Map.of(GET, 40, PUT, 20, ADD, 20, QUERY, 20),
              Distribution.UNIFORM,
              Shape.COLLECTIONS),
          ycsb("ycsb-a", "update heavy: 50 % read, 50 % update", Map.of(GET, 50, SET, 50)),
          ycsb("ycsb-b", "read mostly: 95 % read, 5 % update", Map.of(GET, 95, SET, 5)),
          ycsb("ycsb-c", "read only", Map.of(GET, 100)),
          new Profile(
              "ycsb-d",
              "read latest: 95 % read, 5 % insert",
              Map.of(GET, 95, INSERT, 5),
              Distribution.LATEST,
              Shape.YCSB),
          new Profile(
              "ycsb-e",
              "short ranges: 95 % Query of 1 to 100 items, 5 % insert",
              Map.of(RANGE, 95, INSERT, 5),
              Distribution.ZIPFIAN,
              Shape.RANGES),
          ycsb(
              "ycsb-f",
              "50 % read, 50 % read-modify-write",
              Map.of(GET, 50, READ_MODIFY_WRITE, 50)),
          new Profile(
              "hot-key",
              "50 % Get, 50 % Update, 90 % of them on one item",
              Map.of(GET, 50, ADD, 50),
              Distribution.HOT_KEY,
              Shape.SINGLE),
          new Profile(
              "large-item",
              "50 % Get, 50 % Put of items of 300 KiB",
              Map.of(GET, 50, PUT, 50),
              Distribution.UNIFORM,
              Shape.LARGE),
          new Profile(
              "many-tables",
              "50 % Get, 50 % Put over 200 tables",
              Map.of(GET, 50, PUT, 50),
              Distribution.UNIFORM,
              Shape.MANY_TABLES));

  public Profile {
    percent = new EnumMap<>(percent);
    int sum = percent.values().stream().mapToInt(Integer::intValue).sum();
    if (sum != 100) {
      throw new IllegalArgumentException(name + ": " + sum + " %");
    }
  }

  private static Profile single(String name, String about, Map<OperationKind, Integer> percent) {
    return new Profile(name, about, percent, Distribution.UNIFORM, Shape.SINGLE);
  }

  private static Profile ycsb(String name, String about, Map<OperationKind, Integer> percent) {
    return new Profile(name, about, percent, Distribution.ZIPFIAN, Shape.YCSB);
  }

  public static Profile named(String name) {
    return ALL.stream()
        .filter(profile -> profile.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no profile "
                        + name
                        + "; there are "
                        + ALL.stream().map(Profile::name).toList()));
  }

  public Profile with(Distribution other) {
    return new Profile(name, about + ", " + other, percent, other, shape);
  }

  /**
   * The data that the profile runs on; profiles of one shape share it.
   *
   * @param itemBytes 0 for what is usual; large items stay large
   */
  public Dataset dataset(long items, int itemBytes) {
    int single = itemBytes == 0 ? SINGLE_ITEM_BYTES : itemBytes;
    int ycsb = itemBytes == 0 ? YCSB_ITEM_BYTES : itemBytes;
    return switch (shape) {
      case SINGLE -> new Dataset("bench_items", 1, 0, 1, single, items);
      case COLLECTIONS -> new Dataset("bench_collections", 1, COLLECTION_ITEMS, 1, single, items);
      case YCSB -> new Dataset("bench_ycsb", 1, 0, YCSB_FIELDS, ycsb, items);
      case RANGES ->
          new Dataset("bench_ranges", 1, RANGE_PARTITION_ITEMS, YCSB_FIELDS, ycsb, items);
      case LARGE -> new Dataset("bench_large", 1, 0, 1, LARGE_ITEM_BYTES, LARGE_ITEMS);
      case MANY_TABLES -> new Dataset("bench_many", TABLES, 0, 1, single, items);
    };
  }
}
