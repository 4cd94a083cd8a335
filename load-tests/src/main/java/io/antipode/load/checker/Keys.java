package io.antipode.load.checker;

import io.antipode.load.history.Key;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Sets of keys. */
final class Keys {
  private Keys() {}

  static SortedSet<Key> union(Map<Key, ?> one, Map<Key, ?> other) {
    SortedSet<Key> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    return keys;
  }
}
