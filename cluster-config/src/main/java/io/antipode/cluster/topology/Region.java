package io.antipode.cluster.topology;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One independent copy of the store, named as an AWS region ({@code us-east-1}); SDKs and KCL check
 * the name's form. Ordered by name: this order breaks ties between versions.
 */
public record Region(String name) implements Comparable<Region> {
  private static final Pattern FORM = Pattern.compile("[a-z]{2,3}(-[a-z]+)+-[0-9]{1,2}");

  /** The longest region name, in bytes; names are ASCII. */
  public static final int MAX_NAME_BYTES = 32;

  public Region {
    if (name.length() > MAX_NAME_BYTES || !FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "not an AWS region name: '" + name + "' (for example us-east-1)");
    }
  }

  /** As a record's, but first by identity: nearly all regions that meet are the same object. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Region region && name.equals(region.name));
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public int compareTo(Region other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
