package io.antipode.node.partiql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the text to the tree; and no text, whatever it is, costs more than a refusal. */
final class StatementTest {
  private static final int RANDOM_TEXTS = 40_000;

  private static final String[] PIECES = {
    "SELECT",
    "*",
    "FROM",
    "WHERE",
    "INSERT",
    "INTO",
    "VALUE",
    "UPDATE",
    "SET",
    "REMOVE",
    "DELETE",
    "RETURNING",
    "ALL",
    "OLD",
    "NEW",
    "MODIFIED",
    "EXISTS",
    "ORDER",
    "BY",
    "DESC",
    "AND",
    "OR",
    "NOT",
    "IN",
    "IS",
    "BETWEEN",
    "LIKE",
    "NULL",
    "MISSING",
    "TRUE",
    "STRING",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<<",
    ">>",
    "<",
    ">=",
    "<>",
    "=",
    "+",
    "-",
    "||",
    ",",
    ":",
    ";",
    "?",
    ".",
    "a",
    "\"b\"",
    "'c'",
    "1",
    "-2.5e3",
    ".5",
    "`ion`",
    "-- x\n",
    "/* y */",
    "@",
    "t",
    "size",
    "begins_with",
    "'",
    "\"",
    "\u2603",
    "set_add",
    "list_append",
    "CAST",
    "CASE",
    "DATE",
    "COUNT"
  };

  private static final List<String> GOOD =
      List.of(
          "SELECT * FROM \"t\".\"i\" WHERE a = 'x' AND b BETWEEN 1 AND 2 ORDER BY b DESC",
          "SELECT a.b[0], c FROM t WHERE a IN ['x', ?] OR NOT (size(c) > 1 AND d IS NOT MISSING)",
          "INSERT INTO t VALUE {'a': 1, 'b': [TRUE, NULL, {'c': <<'x'>>}], 'd': ?}",
          "UPDATE t SET a = a + 1 SET b.c = list_append(b.c, ['x']) REMOVE d[0] WHERE k = 'x'"
              + " RETURNING ALL NEW *",
          "FROM t WHERE k = ? REMOVE d RETURNING MODIFIED OLD *",
          "DELETE FROM t WHERE k = 'x' AND begins_with(a, 'b') RETURNING ALL OLD *",
          "EXISTS(SELECT * FROM t WHERE k = 'x' AND a = 1)");

  @Test
  void aSelectSaysWhatIsReadAndWhere() {
    Statement.Select select =
        assertInstanceOf(
            Statement.Select.class,
            Statement.parse("select a, \"b\".c from \"t\".i where a = 1 order by a desc, b"));
    assertEquals(new Statement.Source("t", "i"), select.from());
    assertEquals(2, select.shown().size());
    assertEquals(
        List.of(false, true), select.order().stream().map(Statement.SortKey::ascending).toList());
  }

  @Test
  void operatorsBindAsInSql() {
    Statement.Select select =
        assertInstanceOf(
            Statement.Select.class,
            Statement.parse("SELECT * FROM t WHERE a = 1 OR NOT b = 2 AND c < 3 + 4 * 5"));
    Expression.Binary or = assertInstanceOf(Expression.Binary.class, select.where());
    Expression.Binary and = assertInstanceOf(Expression.Binary.class, or.right());
    assertEquals(List.of(Operator.OR, Operator.AND), List.of(or.operator(), and.operator()));
    assertInstanceOf(Expression.Unary.class, and.left());
    Expression.Binary less = assertInstanceOf(Expression.Binary.class, and.right());
    assertEquals(Operator.PLUS, assertInstanceOf(Expression.Binary.class, less.right()).operator());
  }

  @Test
  void bothWaysToWriteAnUpdateSayTheSame() {
    Statement.Update usual =
        (Statement.Update) Statement.parse("UPDATE t SET a = 1 REMOVE b WHERE k = 'x'");
    Statement.Update fromFirst =
        (Statement.Update) Statement.parse("FROM t WHERE k = 'x' SET a = 1 REMOVE b");
    assertEquals(usual.table(), fromFirst.table());
    assertEquals(usual.changes().size(), fromFirst.changes().size());
  }

  @Test
  void aDoubledQuoteIsOneAndTwoMinusesAreAComment() {
    Statement.Select select =
        (Statement.Select)
            Statement.parse("-- first\nSELECT * FROM t /* it */ WHERE a = 'it''s -- /*' -- end");
    Expression.Binary equal = assertInstanceOf(Expression.Binary.class, select.where());
    assertEquals("it's -- /*", ((Expression.Text) equal.right()).value());
    assertEquals(new Place(2, 36, 13), equal.right().place());
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "{'a':", "<<", "NOT ", "- ", "a.", "a[", "size(", "(a, "})
  void nothingIsNestedWithoutBound(String opening) {
    String text = "SELECT * FROM t WHERE " + opening.repeat(8_000 / opening.length());
    assertThrows(StatementException.class, () -> Statement.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {" AND a=1", " OR a=1", "+1", " IN [1]", " IS NULL", "||1"})
  void aChainHasABound(String link) {
    String text = "SELECT * FROM t WHERE a=1" + link.repeat(8_000 / link.length());
    assertThrows(StatementException.class, () -> Statement.parse(text));
  }

  @Test
  void aStatementHasAtMost8192Characters() {
    String rest = "SELECT * FROM t WHERE a = ''";
    String fill = "x".repeat(Statement.MAX_LENGTH - rest.length());
    Statement.parse("SELECT * FROM t WHERE a = '" + fill + "'");
    assertThrows(
        StatementException.class,
        () -> Statement.parse("SELECT * FROM t WHERE a = '" + fill + "y'"));
  }

  @Test
  void randomTextsAreStatementsOrRefused() {
    Random random = new Random(20_261_130);
    int good = 0;
    for (int i = 0; i < RANDOM_TEXTS; i++) {
      String text = i % 2 == 0 ? soup(random) : damaged(random);
      try {
        Statement.parse(text);
        good++;
      } catch (StatementException refused) {
        assertNotNull(refused.getMessage(), text);
      } catch (RuntimeException | StackOverflowError failure) {
        throw new AssertionError(text, failure);
      }
    }
    assertTrue(good > RANDOM_TEXTS / 100, "only " + good + " were statements");
  }

  private static String soup(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(24); i >= 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextInt(4) == 0 ? "" : " ");
    }
    return text.toString();
  }

  /** A good statement with a piece taken out, put in, or changed. */
  private static String damaged(Random random) {
    String good = GOOD.get(random.nextInt(GOOD.size()));
    int from = random.nextInt(good.length());
    int to = Math.min(good.length(), from + random.nextInt(3));
    String piece = random.nextBoolean() ? "" : PIECES[random.nextInt(PIECES.length)];
    return good.substring(0, from) + piece + good.substring(to);
  }
}
