package io.antipode.load.checker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Stories by what they tell. */
final class Cases {
  private Cases() {}

  /** Alternating names and stories. */
  static Map<String, Story> of(Object... namesAndStories) {
    Map<String, Story> cases = new LinkedHashMap<>();
    for (int i = 0; i < namesAndStories.length; i += 2) {
      if (cases.put((String) namesAndStories[i], (Story) namesAndStories[i + 1]) != null) {
        throw new IllegalArgumentException("twice: " + namesAndStories[i]);
      }
    }
    return cases;
  }

  static Story get(Map<String, Story> cases, String name) {
    return Objects.requireNonNull(cases.get(name), name);
  }
}
