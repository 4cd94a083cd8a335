package io.antipode.load.history;

import io.antipode.node.item.Item;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Operations as lines for people. */
final class OpText {
  private static final int MAX_ITEM_CHARACTERS = 160;
  private static final double NS_PER_MS = 1e6;

  private OpText() {}

  static String of(Op op) {
    return "#%d p%d %s [%s..%s ms] %s -> %s%s%s%s"
        .formatted(
            op.id(),
            op.process(),
            op.region(),
            ms(op.invokedNs()),
            op.returnedNs() == Op.NEVER ? "" : ms(op.returnedNs()),
            action(op.action()),
            op.outcome(),
            op.error().isEmpty() ? "" : " " + op.error(),
            result(op.result()),
            op.version() == null ? "" : " @" + op.version());
  }

  private static String ms(long ns) {
    return String.format(Locale.ROOT, "%.3f", ns / NS_PER_MS);
  }

  private static String action(Action action) {
    return switch (action) {
      case Action.Put put -> "put " + put.key() + " " + item(put.item()) + put.guard();
      case Action.Delete delete -> "delete " + delete.key() + delete.guard();
      case Action.Get get -> "get " + get.key() + (get.consistent() ? "" : " (eventual)");
      case Action.Add add -> "add " + add.amount() + " to " + add.key();
      case Action.Append append -> "append " + append.element() + " to " + append.key();
      case Action.TransactAppend transact ->
          transact.appends().stream()
              .map(OpText::action)
              .collect(Collectors.joining(", ", "{", "}"));
      case Action.TransactRead read -> "get {" + read.keys() + "}";
      case Action.Transfer move ->
          "move " + move.amount() + " from " + move.from() + " to " + move.to();
      case Action.Walk walk ->
          (walk.partition() == null ? "scan " : "query " + walk.partition() + " of ")
              + walk.table()
              + (walk.index() == null ? "" : "." + walk.index());
      case Action.ReadStream read -> "records of " + read.table() + " " + read.shard();
    };
  }

  private static String result(Result result) {
    return switch (result) {
      case Result.Nothing ignored -> "";
      case Result.Refused ignored -> "";
      case Result.Found found -> " found " + item(found.item());
      case Result.Before before -> " over " + item(before.item());
      case Result.After after -> " now " + item(after.item());
      case Result.FoundAll found -> " found " + found.items().stream().map(OpText::item).toList();
      case Result.Shown shown -> " " + shown.items().size() + " items";
      case Result.Changes changes -> " " + changes.changes().size() + " records";
    };
  }

  private static String item(@Nullable Item item) {
    if (item == null) {
      return "none";
    }
    String text = ItemText.of(item);
    return text.length() <= MAX_ITEM_CHARACTERS
        ? text
        : text.substring(0, MAX_ITEM_CHARACTERS) + "…";
  }
}
