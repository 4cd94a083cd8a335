package io.antipode.load.bench.data;

import java.util.regex.Pattern;

/** The JSON of a data set's items, as they are at the beginning. */
final class ItemText {
  private static final Pattern SLOT = Pattern.compile("#+");

  private final Dataset data;
  private final String[] parts;

  ItemText(Dataset data) {
    this.data = data;
    parts = SLOT.split(data.itemSlots());
  }

  /** Appends one item. */
  StringBuilder append(StringBuilder text, long item) {
    int part = 0;
    text.append(parts[part++]);
    digits(text, data.partitionOf(item), Dataset.KEY_DIGITS).append(parts[part++]);
    if (data.perPartition() > 0) {
      digits(text, data.sortOf(item), Dataset.SORT_DIGITS).append(parts[part++]);
    }
    return digits(text, 0, Dataset.KEY_DIGITS).append(parts[part]);
  }

  private static StringBuilder digits(StringBuilder text, long number, int width) {
    String digits = Long.toString(number);
    return text.repeat('0', width - digits.length()).append(digits);
  }
}
