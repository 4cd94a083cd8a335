package io.antipode.load.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.cluster.topology.Region;
import io.antipode.load.checker.GreatestVersion.Judgement;
import io.antipode.load.checker.GreatestVersion.Shown;
import io.antipode.load.checker.GreatestVersion.Write;
import io.antipode.replication.clock.Version;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What may show of an item, given what its clients know. */
final class GreatestVersionTest {
  private static final Region HERE = new Region("eu-west-1");
  private static final String RIGHT = "Right";
  private static final String MIXTURE = "Mixture";
  private static final String OLDER = "Older";
  private static final String GONE = "Gone";
  private static final String INVENTED = "Invented";

  private record Case(String tale, String expected, Shown shown, List<Write<String>> writes) {
    @Override
    public String toString() {
      return tale + ": " + expected;
    }
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // only copied
  private static Case given(String tale, Shown shown, String expected, Write<String>... writes) {
    return new Case(tale, expected, shown, List.of(writes));
  }

  static Stream<Case> cases() {
    return Stream.of(
        given("nothing, and nobody wrote", Shown.NOTHING, RIGHT),
        given("something, and nobody wrote", as(1, "a"), INVENTED),
        given("the winner", as(2, "b"), RIGHT, put(1, "a"), put(2, "b")),
        given("the winner, without its version", as("b"), RIGHT, put(1, "a"), put(2, "b")),
        given("the winner's version over another image", as(2, "a"), MIXTURE, put(2, "b")),
        given("an older one", as(1, "a"), OLDER, put(1, "a"), put(2, "b")),
        given("an older one, without its version", as("a"), OLDER, put(1, "a"), put(2, "b")),
        given("an older one in place of a deletion", as(1, "a"), OLDER, put(1, "a"), delete(2)),
        given("nothing, in place of the winner", Shown.NOTHING, GONE, put(1, "a")),
        given("an older tombstone in place of the winner", deletedAs(1), GONE, put(2, "a")),
        given("nothing, after a deletion", Shown.NOTHING, RIGHT, put(1, "a"), delete(2)),
        given("a tombstone", deletedAs(2), RIGHT, put(1, "a"), delete(2)),
        given("what was never answered, above", as(3, "c"), RIGHT, put(2, "b"), maybe("c")),
        given("what was never answered", as("c"), RIGHT, put(2, "b"), maybe("c")),
        given("what was never answered, below", as(1, "c"), OLDER, put(2, "b"), maybe("c")),
        given("what nobody asked for, above", as(3, "d"), INVENTED, put(2, "b"), maybe("c")),
        given("a deletion nobody asked for", deletedAs(3), INVENTED, put(2, "b"), maybe("c")),
        given("nothing, by a forgotten deletion", Shown.NOTHING, RIGHT, put(2, "b"), maybe(null)),
        given("nothing of what was never answered", Shown.NOTHING, RIGHT, maybe("c")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void judges(Case each) {
    Judgement<String> judgement = GreatestVersion.judge(each.writes, each.shown);
    assertEquals(each.expected, judgement.getClass().getSimpleName());
  }

  private static Write<String> put(long hlc, String image) {
    return new Write<>("put " + image, new Version(hlc, HERE), image);
  }

  private static Write<String> delete(long hlc) {
    return new Write<>("delete", new Version(hlc, HERE), null);
  }

  private static Write<String> maybe(@Nullable String image) {
    return new Write<>("unanswered", null, image);
  }

  private static Shown as(long hlc, String image) {
    return new Shown(new Version(hlc, HERE), image);
  }

  private static Shown as(String image) {
    return new Shown(null, image);
  }

  private static Shown deletedAs(long hlc) {
    return new Shown(new Version(hlc, HERE), null);
  }
}
