package io.antipode.load.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes requests up that are small to send and may be dear to answer. */
final class DearRequests {
  private static final LargeItem[] ITEMS = LargeItem.values();
  private static final int MAX_EXPRESSION_BYTES = 4_096;

  private final Picks picks;
  private final List<Supplier<DearRequest>> kinds = new ArrayList<>();

  /**
   * @param stream that may be read
   */
  DearRequests(Picks picks, DearRequest.Stream stream) {
    this.picks = picks;
    kinds.addAll(
        List.of(
            this::copies,
            this::appends,
            this::setChanges,
            this::sums,
            this::condition,
            this::filter,
            this::projection,
            this::batchOfReads,
            this::nesting,
            this::brokenText,
            this::counting));
    kinds.addAll(new LegacyCalls(picks).kinds());
    kinds.addAll(new ServiceCalls(picks, stream).kinds());
  }

  DearRequest next() {
    return picks.oneOf(kinds).get();
  }

  private String joined(int most, String between, IntFunction<String> part) {
    return picks.joined(most, MAX_EXPRESSION_BYTES, between, part);
  }

  private DearRequest update(LargeItem item, String members) {
    return new DearRequest(
        "UpdateItem",
        "{\"TableName\":\"%s\",\"Key\":{%s},%s}".formatted(LargeItem.TABLE, item.key(), members),
        item.bytes());
  }

  private DearRequest copies() {
    String clauses = joined(300, ", ", i -> "x" + i + " = b");
    return update(picks.item(), "\"UpdateExpression\":\"SET " + clauses + "\"");
  }

  private DearRequest appends() {
    String clauses =
        joined(
            140,
            ", ",
            i ->
                "x" + i + " = " + picks.oneOf(List.of("list_append(b, b)", "if_not_exists(y, b)")));
    return update(picks.item(), "\"UpdateExpression\":\"SET " + clauses + "\"");
  }

  private DearRequest setChanges() {
    LargeItem item =
        picks.oneOf(List.of(LargeItem.NUMBER_SET, LargeItem.STRING_SET, LargeItem.ALIKE));
    String verb = picks.oneOf(List.of("ADD", "DELETE"));
    return update(
        item,
        "\"UpdateExpression\":\"%s b :v\",\"ExpressionAttributeValues\":{\":v\":%s}"
            .formatted(verb, item.value()));
  }

  private DearRequest sums() {
    String number = picks.oneOf(List.of("1", "1e125", "1e-130", "9".repeat(38), "-0.1e-100"));
    String clauses =
        joined(150, ", ", i -> "x" + i + " = n " + picks.oneOf(List.of("+", "-")) + " :v");
    return update(
        picks.item(),
        "\"UpdateExpression\":\"SET %s\",\"ExpressionAttributeValues\":{\":v\":{\"N\":\"%s\"}}"
            .formatted(clauses, number));
  }

  private String term() {
    return picks.oneOf(
        List.of(
            "contains(b, :v)",
            "NOT contains(b, :v)",
            "begins_with(b, :v)",
            "size(b) > :n",
            "attribute_type(b, :t)",
            "attribute_type(b, :v)",
            "b = :v",
            "b IN (:v, :v, :v, :v)",
            "b BETWEEN :v AND :v",
            "b[59999] = :v",
            "b.c.d.e = :v"));
  }

  private String conditions() {
    String open = "(".repeat(picks.below(4) == 0 ? 1_300 : 0);
    String between = picks.oneOf(List.of(" OR ", " AND "));
    return open + joined(300, between, i -> term()) + ")".repeat(open.length());
  }

  private String values(LargeItem item) {
    String value =
        picks.oneOf(
            List.of(item.value(), "{\"S\":\"" + "a".repeat(1_000) + "b\"}", "{\"N\":\"7\"}"));
    return ("\"ExpressionAttributeValues\":{\":v\":%s,\":n\":{\"N\":\"1\"},"
            + "\":t\":{\"S\":\"L\"}}")
        .formatted(value);
  }

  private DearRequest condition() {
    LargeItem item = picks.item();
    return new DearRequest(
        "PutItem",
        "{\"TableName\":\"%s\",\"Item\":{%s,\"b\":{\"N\":\"1\"}},\"ConditionExpression\":\"%s\",%s}"
            .formatted(LargeItem.TABLE, item.key(), conditions(), values(item)),
        item.bytes());
  }

  private DearRequest filter() {
    LargeItem item = picks.item();
    boolean scans = picks.coin();
    String all =
        "{\"TableName\":\"%s\",\"FilterExpression\":\"%s\","
            .formatted(LargeItem.TABLE, conditions());
    String values = values(item);
    return scans
        ? new DearRequest("Scan", all + values + "}", LargeItem.allBytes())
        : new DearRequest(
            "Query",
            all
                + "\"KeyConditionExpression\":\"pk = :p\","
                + values.substring(0, values.length() - 1)
                + ",\":p\":{\"S\":\"all\"}}}",
            LargeItem.allBytes());
  }

  private DearRequest projection() {
    LargeItem item = picks.item();
    String paths =
        joined(
            600,
            ", ",
            i ->
                picks.oneOf(
                    List.of(
                        "b[" + i * 97 + "]",
                        "b.m" + i,
                        "b" + "[0]".repeat(1 + picks.below(30)),
                        "a" + i)));
    return new DearRequest(
        "GetItem",
        "{\"TableName\":\"%s\",\"Key\":{%s},\"ProjectionExpression\":\"%s\"}"
            .formatted(LargeItem.TABLE, item.key(), paths),
        item.bytes());
  }

  private DearRequest batchOfReads() {
    String keys =
        IntStream.range(0, ITEMS.length)
            .mapToObj(i -> "{" + ITEMS[i].key() + "}")
            .collect(Collectors.joining(","));
    String paths = joined(200, ",", i -> "b[" + i + "]");
    return new DearRequest(
        "BatchGetItem",
        "{\"RequestItems\":{\"%s\":{\"Keys\":[%s],\"ProjectionExpression\":\"%s\"}}}"
            .formatted(LargeItem.TABLE, keys, paths),
        LargeItem.allBytes());
  }

  private DearRequest nesting() {
    int levels = 1 + picks.below(5_000);
    String open = picks.oneOf(List.of("{\"L\":[", "{\"M\":{\"a\":", "[", "{\"a\":"));
    return new DearRequest(
        "PutItem",
        "{\"TableName\":\"%s\",\"Item\":{\"pk\":{\"S\":\"all\"},\"sk\":{\"S\":\"SMALL\"},\"d\":%s"
            .formatted(LargeItem.TABLE, open.repeat(levels)),
        0);
  }

  /** A good request with a bad place in it. */
  private DearRequest brokenText() {
    DearRequest good = picks.oneOf(List.of(copies(), condition(), projection(), batchOfReads()));
    int at = picks.below(good.body().length());
    String piece =
        picks.oneOf(
            List.of(
                "\"".repeat(1 + picks.below(300)),
                "\\".repeat(1 + picks.below(300)),
                "1e" + "9".repeat(1 + picks.below(20)),
                "9".repeat(1 + picks.below(5_000)),
                "\\ud800",
                "#".repeat(200),
                "a.".repeat(400),
                "[".repeat(2_000)));
    return new DearRequest(
        good.action(),
        good.body().substring(0, at) + piece + good.body().substring(at),
        good.itemBytes());
  }

  private DearRequest counting() {
    return new DearRequest(
        picks.oneOf(List.of("Scan")),
        "{\"TableName\":\"%s\",\"Select\":\"COUNT\",\"Limit\":%d}"
            .formatted(LargeItem.TABLE, 1 + picks.below(100)),
        LargeItem.allBytes());
  }
}
