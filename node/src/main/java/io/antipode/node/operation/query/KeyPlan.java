package io.antipode.node.operation.query;

import io.antipode.node.action.ReadSource;
import io.antipode.node.api.ApiException;
import io.antipode.node.expression.KeyConditions;
import io.antipode.node.expression.KeyConditions.KeyComparison;
import io.antipode.node.expression.KeyConditions.Operator;
import io.antipode.node.index.KeyAttribute;
import io.antipode.node.insight.Subject;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.IndexEntryKey;
import io.antipode.node.item.KeyRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Key conditions checked against the key schema of what is read.
 *
 * @param hashValues values of the HASH attributes, in the schema's order
 * @param prefix bytes that all keys of the partition begin with
 * @param range the keys that the conditions allow
 * @param rangeConditions the conditions on RANGE attributes, in the schema's order
 */
record KeyPlan(
    List<AttributeValue> hashValues,
    byte[] prefix,
    KeyRange range,
    List<KeyComparison> rangeConditions) {

  static KeyPlan of(ReadSource source, KeyConditions conditions) {
    List<KeyAttribute> hash = source.hash();
    List<KeyAttribute> range = source.range();
    List<KeyComparison> left = new ArrayList<>(conditions.comparisons());
    if (hash.size() > 1 || range.size() > 1) {
      if (conditions.legacy()) {
        throw MultiAttributeKey.legacy(source);
      }
      MultiAttributeKey.check(hash, range, left);
    } else {
      checkSimple(hash.getFirst(), range, left);
    }
    List<AttributeValue> hashValues = new ArrayList<>(hash.size());
    for (KeyAttribute part : hash) {
      hashValues.add(hashValue(part, left));
    }
    List<KeyComparison> onRange = rangeConditions(range, left);
    if (!left.isEmpty()) {
      throw ApiException.validation("Query key condition not supported");
    }
    byte[] prefix = IndexEntryKey.partitionPrefix(source.space(), hashValues);
    return new KeyPlan(hashValues, prefix, cut(prefix, onRange), onRange);
  }

  /** What a query with it is about, where that is noted; else null. */
  @Nullable Subject subject(ReadSource source) {
    return source.table().isWatched() ? new Subject(hashValues, List.of()) : null;
  }

  /** The messages for keys of at most one HASH and one RANGE attribute. */
  private static void checkSimple(
      KeyAttribute hash, List<KeyAttribute> range, List<KeyComparison> left) {
    if (left.size() > 2) {
      throw ApiException.validation("Conditions can be of length 1 or 2 only");
    }
    if (range.isEmpty() && left.size() > 1) {
      throw ApiException.validation("Query key condition not supported");
    }
    if (!has(left, hash)) {
      throw missed(hash);
    }
    if (left.size() > 1 && !has(left, range.getFirst())) {
      throw missed(range.getFirst());
    }
  }

  private static boolean has(List<KeyComparison> comparisons, KeyAttribute part) {
    for (int i = 0; i < comparisons.size(); i++) {
      if (comparisons.get(i).attribute().equals(part.name())) {
        return true;
      }
    }
    return false;
  }

  /** Removes the comparison of a part of the key, and returns it; null for none. */
  private static @Nullable KeyComparison take(List<KeyComparison> left, KeyAttribute part) {
    for (int i = 0; i < left.size(); i++) {
      if (left.get(i).attribute().equals(part.name())) {
        return left.remove(i);
      }
    }
    return null;
  }

  static ApiException missed(KeyAttribute part) {
    return ApiException.validation("Query condition missed key schema element: " + part.name());
  }

  private static AttributeValue hashValue(KeyAttribute part, List<KeyComparison> left) {
    KeyComparison comparison = take(left, part);
    if (comparison == null) {
      throw missed(part);
    }
    checkTypes(part, comparison);
    if (comparison.operator() != Operator.EQ) {
      throw ApiException.validation("Query key condition not supported");
    }
    return comparison.first();
  }

  private static void checkTypes(KeyAttribute part, KeyComparison comparison) {
    if (!part.fits(comparison.first()) || !part.fits(comparison.second())) {
      throw ApiException.validation(
          "One or more parameter values were invalid: Condition parameter type does not match"
              + " schema type");
    }
    if (comparison.operator() != Operator.BEGINS_WITH) {
      part.checkSize(comparison.first());
      part.checkSize(comparison.second());
    }
  }

  private static List<KeyComparison> rangeConditions(
      List<KeyAttribute> range, List<KeyComparison> left) {
    List<KeyComparison> onRange = new ArrayList<>(range.size());
    for (KeyAttribute part : range) {
      KeyComparison comparison = take(left, part);
      if (comparison != null) {
        checkTypes(part, comparison);
        onRange.add(comparison);
      }
    }
    return onRange;
  }

  private static KeyRange cut(byte[] partition, List<KeyComparison> onRange) {
    byte[] prefix = partition;
    for (int i = 0; i < onRange.size() - 1; i++) {
      prefix = KeyRange.extend(prefix, onRange.get(i).first());
    }
    if (onRange.isEmpty()) {
      return KeyRange.prefix(prefix);
    }
    KeyComparison last = onRange.getLast();
    return switch (last.operator()) {
      case EQ -> KeyRange.equal(prefix, last.first());
      case LT -> KeyRange.less(prefix, last.first());
      case LE -> KeyRange.lessOrEqual(prefix, last.first());
      case GT -> KeyRange.greater(prefix, last.first());
      case GE -> KeyRange.greaterOrEqual(prefix, last.first());
      case BETWEEN -> KeyRange.between(prefix, last.first(), last.second());
      case BEGINS_WITH -> KeyRange.beginsWith(prefix, last.first());
    };
  }

  /** Whether the partition of the key bytes is the one that the conditions name. */
  boolean isInPartition(byte[] key) {
    return KeyRange.prefix(prefix).contains(key);
  }

  /**
   * The range from after a key on.
   *
   * @param after the last key of the page before; null for the first page
   */
  KeyRange rest(byte @Nullable [] after, boolean forward) {
    if (after == null) {
      return range;
    }
    return forward ? new KeyRange(justAfter(after), range.to()) : new KeyRange(range.from(), after);
  }

  /** The least bytes above the key. */
  static byte[] justAfter(byte[] key) {
    return java.util.Arrays.copyOf(key, key.length + 1);
  }
}
