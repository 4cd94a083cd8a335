package io.antipode.load.checker;

import io.antipode.load.history.Action;
import io.antipode.load.history.Guard;
import io.antipode.load.history.Items;
import io.antipode.load.history.Op;
import io.antipode.load.history.Outcome;
import io.antipode.load.history.Result;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One item, alone, in a sequential world: what each operation does to it and must answer. */
final class ItemModel {
  /** The item that there is, or null. */
  record State(@Nullable Item item) {
    static final State NONE = new State(null);
  }

  private ItemModel() {}

  /** What a step leaves, or null where it can't be taken here. */
  static @Nullable State step(State state, Op op) {
    Item current = state.item();
    return switch (op.action()) {
      case Action.Put put -> guarded(state, op, put.guard(), new State(put.item()));
      case Action.Delete delete -> guarded(state, op, delete.guard(), State.NONE);
      case Action.Get ignored -> observed(state, op);
      case Action.Add add -> {
        long sum = Items.numberOrZero(current) + add.amount();
        yield updated(op, change(current, add, Items.NUMBER, Items.number(sum)));
      }
      case Action.Append append -> {
        List<AttributeValue> elements = new ArrayList<>();
        Items.list(current).forEach(each -> elements.add(Items.number(each)));
        elements.add(Items.number(append.element()));
        yield updated(op, change(current, append, Items.LIST, new AttributeValue.L(elements)));
      }
      case Action.TransactAppend ignored -> throw many(op);
      case Action.TransactRead ignored -> throw many(op);
      case Action.Transfer ignored -> throw many(op);
      case Action.Walk ignored -> throw many(op);
      case Action.ReadStream ignored -> throw many(op);
    };
  }

  private static IllegalArgumentException many(Op op) {
    return new IllegalArgumentException("concerns many items: " + op);
  }

  private static @Nullable State guarded(State state, Op op, Guard guard, State after) {
    boolean holds = guard.holds(state.item());
    if (op.outcome() == Outcome.FAIL) {
      return holds ? null : state;
    }
    if (!holds) {
      return null;
    }
    return op.result() instanceof Result.Before before
            && !Objects.equals(before.item(), state.item())
        ? null
        : after;
  }

  private static @Nullable State observed(State state, Op op) {
    return op.result() instanceof Result.Found found && Objects.equals(found.item(), state.item())
        ? state
        : null;
  }

  private static @Nullable State updated(Op op, Item after) {
    return op.result() instanceof Result.After told && !told.item().equals(after)
        ? null
        : new State(after);
  }

  private static Item change(
      @Nullable Item current, Action.OfItem action, String name, AttributeValue value) {
    Item base = current == null ? Items.ofKey(action.key()) : current;
    return base.with(Map.of(name, value));
  }
}
