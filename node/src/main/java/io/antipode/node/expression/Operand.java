package io.antipode.node.expression;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Decimal;
import io.antipode.node.item.Encoded;
import io.antipode.node.item.Item;
import org.jspecify.annotations.Nullable;

/** What conditions compare. */
public sealed interface Operand extends Term {
  /** The value for an item, null where the item has none. */
  @Nullable Encoded valueIn(@Nullable Item item);

  /** The type that is known before any item is: a descriptor, or null. */
  @Nullable String staticType();

  record Path(DocumentPath path) implements Operand {
    @Override
    public @Nullable Encoded valueIn(@Nullable Item item) {
      return path.valueIn(item);
    }

    @Override
    public @Nullable String staticType() {
      return null;
    }
  }

  record Value(Encoded value) implements Operand {
    @Override
    public Encoded valueIn(@Nullable Item item) {
      return value;
    }

    @Override
    public String staticType() {
      return value.typeName();
    }
  }

  /** Whether a condition holds, as a value. */
  record Truth(Predicate of) implements Operand {
    private static final Encoded TRUE = Encoded.of(new AttributeValue.Bool(true));
    private static final Encoded FALSE = Encoded.of(new AttributeValue.Bool(false));

    @Override
    public Encoded valueIn(@Nullable Item item) {
      return of.test(item) ? TRUE : FALSE;
    }

    @Override
    public String staticType() {
      return "BOOL";
    }
  }

  /** {@code size(operand)}: characters of a string, bytes of a binary, else elements. */
  record Size(Operand of) implements Operand {
    @Override
    public @Nullable Encoded valueIn(@Nullable Item item) {
      Encoded value = of.valueIn(item);
      int size = value == null ? -1 : value.size();
      return size < 0 ? null : Encoded.of(Decimal.ofLong(size));
    }

    @Override
    public String staticType() {
      return "N";
    }
  }
}
