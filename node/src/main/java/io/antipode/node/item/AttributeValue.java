package io.antipode.node.item;

import java.util.List;
import java.util.SortedMap;

/**
 * A DynamoDB attribute value, decoded. Values are immutable; byte arrays must not be changed. Only
 * expressions, keys and control-plane paths decode values: whole items travel as canonical bytes
 * ({@link Item}).
 */
public sealed interface AttributeValue {
  /** The type descriptor on the wire: S, N, B, BOOL, NULL, SS, NS, BS, L or M. */
  String typeName();

  record S(String value) implements AttributeValue {
    @Override
    public String typeName() {
      return "S";
    }
  }

  record N(Decimal value) implements AttributeValue {
    @Override
    public String typeName() {
      return "N";
    }
  }

  /** Binary; equality is by content. */
  record B(Bytes value) implements AttributeValue {
    @Override
    public String typeName() {
      return "B";
    }
  }

  record Bool(boolean value) implements AttributeValue {
    @Override
    public String typeName() {
      return "BOOL";
    }
  }

  record Null() implements AttributeValue {
    public static final Null INSTANCE = new Null();

    @Override
    public String typeName() {
      return "NULL";
    }
  }

  /** A string set: at least one, no duplicates, sorted by UTF-8 bytes. */
  record Ss(List<String> values) implements AttributeValue {
    @Override
    public String typeName() {
      return "SS";
    }
  }

  /** A number set: at least one, no duplicates, ascending. */
  record Ns(List<Decimal> values) implements AttributeValue {
    @Override
    public String typeName() {
      return "NS";
    }
  }

  /** A binary set: at least one, no duplicates, sorted as unsigned bytes. */
  record Bs(List<Bytes> values) implements AttributeValue {
    @Override
    public String typeName() {
      return "BS";
    }
  }

  record L(List<AttributeValue> values) implements AttributeValue {
    @Override
    public String typeName() {
      return "L";
    }
  }

  /** A map, sorted by the UTF-8 bytes of the names. */
  record M(SortedMap<String, AttributeValue> values) implements AttributeValue {
    @Override
    public String typeName() {
      return "M";
    }
  }
}
