package io.antipode.load.simulation;

import io.antipode.replication.disk.DamagedFileException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why something failed, however deep it is wrapped. */
final class Causes {
  private Causes() {}

  /** The damage that was named, null for another cause. */
  static @Nullable DamagedFileException damageIn(@Nullable Throwable failure) {
    return find(failure, DamagedFileException.class);
  }

  /** Whether a disk failed, or what it holds is damaged. */
  static boolean isIo(@Nullable Throwable failure) {
    return find(failure, IOException.class) != null;
  }

  private static <T extends Throwable> @Nullable T find(
      @Nullable Throwable failure, Class<T> type) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        return type.cast(each);
      }
    }
    return null;
  }
}
