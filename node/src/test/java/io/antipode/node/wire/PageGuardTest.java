package io.antipode.node.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageGuardTest {
  private static final PageGuard GUARD = new PageGuard(Set.of("db.example.com"));

  @ParameterizedTest
  @CsvSource({
    "localhost:8000,         http://localhost:8000,    true",
    "127.0.0.1:8000,         http://127.0.0.1:8000,    true",
    "[::1]:8000,             http://[::1]:8000,        true",
    "antipode:8000,          ,                         true",
    "one.localhost:8000,     ,                         true",
    "DB.example.com,         https://db.example.com,   true",
    ",                       ,                         true",
    "localhost:8000,         http://evil.example,      false",
    "localhost:8000,         http://localhost:3000,    false",
    "localhost:8000,         null,                     false",
    ",                       http://evil.example,      false",
    "evil.example:8000,      http://evil.example:8000, false",
    "evil.example:8000,      ,                         false",
    "127.0.0.1.evil.example, ,                         false",
  })
  void aPageIsForItsOwnOriginUnderANameThatLeadsOnlyHere(
      @Nullable String host, @Nullable String origin, boolean shown) {
    assertEquals(shown, GUARD.refusal("status", host, origin) == null);
    assertNull(GUARD.refusal("ready", host, origin));
  }
}
