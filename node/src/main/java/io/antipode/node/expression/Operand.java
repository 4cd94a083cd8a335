package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.Item;
import org.jspecify.annotations.Nullable;

/** What conditions compare. */
sealed interface Operand extends ConditionParser.Term {
  /** The value for an item, null where the item has none. */
  @Nullable AttributeValue valueIn(@Nullable Item item);

  /** The type that is known before any item is: a descriptor, or null. */
  @Nullable String staticType();

  record Path(DocumentPath path) implements Operand {
    @Override
    public @Nullable AttributeValue valueIn(@Nullable Item item) {
      return path.valueIn(item);
    }

    @Override
    public @Nullable String staticType() {
      return null;
    }
  }

  record Value(AttributeValue value) implements Operand {
    @Override
    public AttributeValue valueIn(@Nullable Item item) {
      return value;
    }

    @Override
    public String staticType() {
      return value.typeName();
    }
  }

  /** {@code size(operand)}: characters of a string, bytes of a binary, else elements. */
  record Size(Operand of) implements Operand {
    @Override
    public @Nullable AttributeValue valueIn(@Nullable Item item) {
      AttributeValue value = of.valueIn(item);
      int size = value == null ? -1 : sizeOf(value);
      return size < 0 ? null : new AttributeValue.N(Decimal.ofLong(size));
    }

    private static int sizeOf(AttributeValue value) {
      return switch (value) {
        case AttributeValue.S(String text) -> text.length();
        case AttributeValue.B(var bytes) -> bytes.array().length;
        case AttributeValue.Ss(var members) -> members.size();
        case AttributeValue.Ns(var members) -> members.size();
        case AttributeValue.Bs(var members) -> members.size();
        case AttributeValue.L(var elements) -> elements.size();
        case AttributeValue.M(var members) -> members.size();
        case AttributeValue.N _, AttributeValue.Bool _, AttributeValue.Null _ -> -1;
      };
    }

    @Override
    public String staticType() {
      return "N";
    }
  }
}
