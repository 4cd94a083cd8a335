package io.antipode.node.partiql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is no statement, and what AWS says of it. Those about grammar were seen on AWS, as the
 * conformance suite of paritysuite pins them (October 2026), or follow PartiQL's own parser, which
 * AWS's service quotes; the others were seen in DynamoDB Local 3.3.1.
 */
final class StatementRefusalsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          SELECT * FROM t WHERE pk = 1 foo              | Unexpected token after expression
          SELECT * FROM t WHERE pk = 1 e5               | Unexpected token after expression
          INSERT INTO t VALUE {'pk': 1} foo             | Unexpected token after expression
          INSERT INTO t x VALUE {'pk': 'x'}             | Unexpected token after expression
          UPDATE t SET a = 9 WHERE pk = 1 foo           | Unexpected token after expression
          DELETE FROM t WHERE pk = 1 ORDER BY pk        | Unexpected token after expression
          SELECT * FROM t ORDER BY pk WHERE pk = 1      | Unexpected token after expression
          SELECT * FROM t WHERE pk = 1)                 | Unexpected token after expression
          FROM t SET c = 1 WHERE pk = 'x'               | Unexpected token after expression
          UPDATE t REMOVE a, b WHERE pk = 1             | Unexpected token after expression
          SELECT * FROM t; SELECT * FROM t | Unexpected token after semicolon. (Only one query is allowed.)
          SLECT * FROM t WHERE pk = 'x'                 | Expected data manipulation
          UPDATE Payment-dev SET active = ?             | Expected data manipulation
          UPDATE t WHERE pk = 'x'                       | Expected data manipulation
          SELECT * FROM t WHERE                         | Unexpected term
          SELECT * FROM t WHERE;                        | Unexpected term
          SELECT * FROM t WHERE NOT                     | Unexpected term
          SELECT * FROM t WHERE (                       | Unexpected term
          SELECT * FROM                                 | Unexpected term
          DELETE FROM t WHERE                           | Unexpected term
          SELECT * FROM t WHERE pk = 'x' AND | Missing right-hand side expression of infix operator
          SELECT * FROM t WHERE pk = 'x' OR  | Missing right-hand side expression of infix operator
          SELECT * FROM t WHERE ORDER BY pk             | Unexpected keyword
          SELECT * FROM t WHERE value = 1               | Unexpected keyword
          INSERT INTO urls (key, clicks) VALUES (?, ?)  | Unexpected keyword
          SELECT * FROM t WHERE x IS FOO                | Expected type name
          SELECT * FROM t WHERE IS NULL                 | Unexpected operator
          SELECT * FROM t WHERE pk = LIKE               | Unexpected operator
          SELECT * FROM t WHERE m.inner = 1             | Invalid path dot component
          DELETE FROM                                   | Expected identifier for simple path
          DELETE FROM WHERE pk = 'a'                    | Expected identifier for simple path
          DELETE t WHERE pk = 'a'                       | Expected FROM after DELETE
          UPDATE t SET a WHERE pk = 'a'                 | Expected '='
          SELECT pk                                     | Expected FROM after SELECT list
          SELECT * FROM t WHERE (pk = 'a'               | Expected RIGHT_PAREN
          """)
  void whatDoesNotFollowTheGrammarIsNotWellFormed(String statement, String detail) {
    assertEquals("Statement wasn't well formed, can't be processed: " + detail, refusal(statement));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          SELECT * FROM t WHERE pk = 1e2147483648
          SELECT * FROM t WHERE pk = 1e99999999999
          SELECT * FROM t WHERE pk = 1.5e-2147483647
          SELECT * FROM t WHERE pk = 1e
          SELECT * FROM t WHERE pk = 1 # note
          SELECT * FROM t WHERE pk = 1 /* note
          SELECT * FROM "t
          SELECT * FROM t WHERE pk = 'a
          SELECT * FROM t WHERE pk ! 1
          """)
  void whatCannotBeReadHasNoDetail(String statement) {
    assertEquals("Statement wasn't well formed, can't be processed: ", refusal(statement));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          SELECT * FROM t x WHERE pk = 'x'     | Aliasing is not supported
          SELECT * FROM t AS x WHERE pk = 'x'  | Aliasing is not supported
          SELECT n AS x FROM t                 | Aliasing is not supported
          UPDATE t x SET a = 3 WHERE pk = 'x'  | Aliasing is not supported
          DELETE FROM t x WHERE pk = 'x'       | Aliasing is not supported
          SELECT * FROM t.i.x WHERE pk = 'x'   | A path may contain at most 2 components in the FROM clause
          SELECT * FROM t."" WHERE pk = 'x'    | Path component cannot be an empty string
          SELECT * FROM "" WHERE pk = 'x'      | Path component cannot be an empty string
          SELECT * FROM t[0] WHERE pk = 'x'    | Invalid list expression in source.
          SELECT * FROM [1, 2]                 | Unexpected from source
          SELECT * FROM t, u                   | Only select from a single table or index is supported.
          SELECT * FROM t JOIN u ON TRUE       | Only select from a single table or index is supported.
          SELECT * FROM t LIMIT 1              | Unsupported clause: LIMIT at 1:23:1
          SELECT * FROM t GROUP BY pk          | Unsupported clause: GROUP BY
          SELECT DISTINCT pk FROM t            | Unsupported token in expression: DISTINCT
          SELECT VALUE pk FROM t               | Select projection doesn't support value or pivot keywords
          SELECT pk.* FROM t                   | Changing item's hierarchy while reading isn't supported
          INSERT INTO t VALUES ({'pk': 'x'})   | Unsupported operation: InsertOp
          INSERT INTO t.i VALUE {'pk': 'x'}    | FROM clause may only contain a single table name in data manipulation statements
          INSERT INTO t VALUE {'pk': 1} RETURNING ALL OLD * | RETURNING is not supported in INSERT
          UPDATE t.i SET a = 1 WHERE pk = 'x'  | This operation is not supported on an index
          DELETE FROM t.i WHERE pk = 'x'       | This operation is not supported on an index
          CREATE TABLE t                       | Unsupported operation: CreateTable
          foo                                  | Unsupported operation: VariableReference
          x IS INT4                            | Unsupported operation: IsType
          x IS DOUBLE PRECISION                | Unsupported operation: IsType
          """)
  void whatIsNoPartOfTheLanguageHereIsRefused(String statement, String message) {
    assertEquals(message, refusal(statement));
  }

  @ParameterizedTest
  @CsvSource({"MODIFIED OLD", "MODIFIED NEW", "ALL NEW"})
  void aDeleteReturnsWhatItDeletedAlone(String returned) {
    assertEquals(
        "Invalid returning clause: RETURNING "
            + returned
            + " *. Only RETURNING ALL OLD * is allowed in DELETE statements.",
        refusal("DELETE FROM t WHERE pk = 'x' RETURNING " + returned + " *"));
  }

  @Test
  void whatIsReturnedIsAllOrWhatChanged() {
    assertEquals(
        "Statement wasn't well formed, can't be processed: Expected ( MODIFIED | ALL ) ( NEW | OLD"
            + " ) in each returning element.",
        refusal("UPDATE t SET a = 1 WHERE pk = 'x' RETURNING OLD *"));
  }

  private static String refusal(String statement) {
    return String.valueOf(
        assertThrows(StatementException.class, () -> Statement.parse(statement), statement)
            .getMessage());
  }
}
