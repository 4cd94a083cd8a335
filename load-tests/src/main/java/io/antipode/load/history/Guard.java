package io.antipode.load.history;

import io.antipode.node.item.Item;
import org.jspecify.annotations.Nullable;

/** The condition of a write. */
public sealed interface Guard {
  /** Whether the write may happen over this item, null for none. */
  boolean holds(@Nullable Item current);

  /** Unconditional. */
  record None() implements Guard {
    @Override
    public boolean holds(@Nullable Item current) {
      return true;
    }

    @Override
    public String toString() {
      return "";
    }
  }

  /** {@code attribute_not_exists(pk)}. */
  record Absent() implements Guard {
    @Override
    public boolean holds(@Nullable Item current) {
      return current == null;
    }

    @Override
    public String toString() {
      return " if absent";
    }
  }

  /** {@code n = :number}: compare and set. */
  record NumberIs(long number) implements Guard {
    @Override
    public boolean holds(@Nullable Item current) {
      return current != null && Items.hasNumber(current) && Items.number(current) == number;
    }

    @Override
    public String toString() {
      return " if n=" + number;
    }
  }

  Guard NONE = new None();
  Guard ABSENT = new Absent();
}
