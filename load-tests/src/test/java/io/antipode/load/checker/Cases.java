package io.antipode.load.checker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Stories by what they tell. */
final class Cases {
  private Cases() {}

  /** Alternating names and stories. */
  static Map<String, EvidenceBuilder> of(Object... namesAndStories) {
    Map<String, EvidenceBuilder> cases = new LinkedHashMap<>();
    for (int i = 0; i < namesAndStories.length; i += 2) {
      if (cases.put((String) namesAndStories[i], (EvidenceBuilder) namesAndStories[i + 1])
          != null) {
        throw new IllegalArgumentException("twice: " + namesAndStories[i]);
      }
    }
    return cases;
  }

  static EvidenceBuilder get(Map<String, EvidenceBuilder> cases, String name) {
    return Objects.requireNonNull(cases.get(name), name);
  }
}
