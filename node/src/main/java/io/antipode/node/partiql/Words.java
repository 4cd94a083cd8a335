package io.antipode.node.partiql;

import java.util.Map;
import java.util.Set;

/**
 * The words of the language: those that SQL-92 reserves, and PartiQL's own. A name that is one of
 * them must be quoted.
 */
final class Words {
  private static final Set<String> KEYWORDS =
      words(
          """
          absolute action add all allocate alter any are as asc assertion at authorization avg bag
          begin bit bit_length blob bool boolean by cascade cascaded case cast catalog char
          char_length character character_length check clob close coalesce collate collation column
          commit conflict connect connection constraint constraints continue convert corresponding
          count create cross current current_date current_time current_timestamp current_user cursor
          date date_add date_diff deallocate dec decimal declare default deferrable deferred delete
          desc describe descriptor diagnostics disconnect distinct do domain double drop else end
          escape exception exec execute exists external extract false fetch first float for foreign
          found from full get global go goto grant group having identity immediate index indicator
          initially inner input insensitive insert int int4 int8 integer interval into isolation join
          key language last left let level limit list local lower match max min missing modified
          module names national natural nchar new next no nothing null nullif numeric octet_length of
          old on only open option order outer output overlaps pad partial pivot position precision
          prepare preserve primary prior privileges procedure public read real references relative
          remove restrict returning revoke right rollback rows schema scroll section select session
          session_user set sexp size smallint some space sql sqlcode sqlerror sqlstate string struct
          substring sum symbol system_user table temporary then time timestamp to transaction
          translate translation trim true tuple unique unknown unpivot update upper usage user using
          value values varchar varying view when whenever where with work write zone
          """);

  private static final Set<String> OPERATORS =
      Set.of("and", "or", "not", "in", "is", "like", "between", "union", "except", "intersect");

  /** Two words that make one, by the first and the second. */
  private static final Map<String, Set<String>> PAIRS =
      Map.of(
          "not", Set.of("in", "between", "like"),
          "is", Set.of("not"),
          "insert", Set.of("into"),
          "modified", Set.of("old", "new"),
          "all", Set.of("old", "new"),
          "double", Set.of("precision"),
          "character", Set.of("varying"));

  /** The names of types, after {@code IS}; by the name that they go by. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("bool", "boolean"),
          Map.entry("char", "character"),
          Map.entry("dec", "decimal"),
          Map.entry("int", "integer"),
          Map.entry("varchar", "character varying"));

  private static final Set<String> TYPE_NAMES =
      words(
          "missing null boolean smallint integer int4 int8 float real decimal numeric timestamp"
              + " date time character string symbol clob blob struct tuple list sexp bag");

  /** Keywords that are functions where a parenthesis follows. */
  private static final Set<String> FUNCTIONS =
      words(
          "exists count avg max min sum substring char_length character_length octet_length"
              + " bit_length upper lower size nullif coalesce sexp list bag");

  private Words() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  static boolean isKeyword(String lowerCase) {
    return KEYWORDS.contains(lowerCase);
  }

  static boolean isOperator(String lowerCase) {
    return OPERATORS.contains(lowerCase);
  }

  static boolean isPair(String first, String second) {
    return PAIRS.getOrDefault(first, Set.of()).contains(second);
  }

  static boolean isFunction(String keyword) {
    return FUNCTIONS.contains(keyword);
  }

  /** The name of the type that a keyword names, the keyword itself where it names none. */
  static String typeName(String keyword) {
    return TYPES.getOrDefault(keyword, keyword);
  }

  static boolean isType(String name) {
    return TYPE_NAMES.contains(name)
        || name.equals("double precision")
        || name.equals("character varying");
  }
}
