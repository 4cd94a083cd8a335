package io.antipode.node.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of a SELECT, whatever their Limit, are together what one page without a Limit is. */
final class StatementPagesTest {
  private static final int STATEMENTS = 400;
  private static final int MOST_PAGES = 200;
  private static final Pattern ITEMS =
      Pattern.compile("\\{'Items':\\[(.*?)](?:,'NextToken':'([^']*)'.*)?}");

  private static final List<String> SOURCES = List.of("range", "\"range\".\"local\"");
  private static final List<String> PARTITIONS =
      List.of(
          "id = 'a'",
          "id IN ['c', 'a']",
          "(id = 'b' OR id = 'nobody' OR id = 'c')",
          "'a' = id",
          "id <> 'b'");
  private static final List<String> SORT_KEYS =
      List.of(
          "sk > 2",
          "sk BETWEEN 1 AND 4",
          "sk IN [5, 0, 3]",
          "(sk = 6 OR sk < 2)",
          "sk >= 1 AND sk < 5",
          "NOT sk = 3",
          "sk <> 3",
          "5 >= sk",
          "l = 'x'",
          "l > 'w' AND l < 'y'",
          "begins_with(l, 'y')",
          "(l = 'x' OR l = 'z')");
  private static final List<String> FILTERS = List.of("n > 3", "l IS NOT MISSING", "n IN [1, 2]");
  private static final List<String> ORDERS =
      List.of("", "", " ORDER BY id", " ORDER BY id DESC, sk DESC", " ORDER BY sk DESC");

  private final Random random = new Random(7);
  private Statements statements;

  @BeforeEach
  void items(@TempDir Path folder) throws IOException {
    statements = new Statements(folder);
    for (String id : List.of("a", "b", "c")) {
      for (int sk = 0; sk < 7; sk++) {
        String sparse = sk % 3 == 0 ? "" : ", 'l': '" + "xyz".charAt(sk % 3) + "'";
        statements.execute(
            "INSERT INTO range VALUE {'id': '%s', 'sk': %d, 'n': %d%s}"
                .formatted(id, sk, random.nextInt(6), sparse));
      }
    }
  }

  @Test
  void pagesTogetherAreTheWhole() {
    int several = 0;
    for (int i = 0; i < STATEMENTS; i++) {
      String statement = select();
      String whole = statements.execute(statement);
      if (whole.startsWith("{")) {
        Matcher answer = ITEMS.matcher(whole);
        assertTrue(answer.matches(), whole);
        String limit = "'Limit':" + (1 + random.nextInt(4));
        several += paged(statement, limit, answer.group(1));
      }
    }
    assertTrue(several > STATEMENTS / 4, "so many have several pages: " + several);
  }

  private String select() {
    StringBuilder where = new StringBuilder(pick(PARTITIONS));
    for (List<String> demands : List.of(SORT_KEYS, FILTERS)) {
      if (random.nextBoolean()) {
        where.append(" AND ").append(pick(demands));
      }
    }
    return "SELECT * FROM " + pick(SOURCES) + " WHERE " + where + pick(ORDERS);
  }

  /** One where there were several pages, else none. */
  private int paged(String statement, String limit, String whole) {
    StringBuilder all = new StringBuilder();
    String token = null;
    int pages = 0;
    do {
      String answer =
          statements.execute(
              statement, limit + (token == null ? "" : ",'NextToken':'" + token + "'"));
      Matcher page = ITEMS.matcher(answer);
      assertTrue(page.matches(), answer);
      all.append(all.isEmpty() || page.group(1).isEmpty() ? "" : ",").append(page.group(1));
      token = page.group(2);
      assertTrue(++pages < MOST_PAGES, statement);
    } while (token != null);
    assertEquals(whole, all.toString(), () -> statement + " " + limit);
    return pages > 1 ? 1 : 0;
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
