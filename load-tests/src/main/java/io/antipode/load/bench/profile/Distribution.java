package io.antipode.load.bench.profile;

import io.antipode.load.bench.keys.KeyChooser;
import io.antipode.load.bench.keys.ScrambledZipfian;

/** The distributions that a profile or {@code --distribution} can name. */
public enum Distribution {
  UNIFORM,
  /** Scrambled, as YCSB's default is. */
  ZIPFIAN,
  LATEST,
  /** 80 % of the requests go to 20 % of the keys. */
  HOTSPOT,
  /** 90 % of the requests go to one key. */
  HOT_KEY;

  /**
   * @param keys at the beginning
   */
  KeyChooser over(long keys) {
    return switch (this) {
      case UNIFORM -> KeyChooser.uniform();
      case ZIPFIAN -> new ScrambledZipfian(keys);
      case LATEST -> KeyChooser.latest();
      case HOTSPOT -> KeyChooser.hotspot(0.2, 0.8);
      case HOT_KEY -> KeyChooser.hotspot(0, 0.9);
    };
  }
}
