package io.antipode.node.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the case files, in which each expression stands with what comes of it. */
class ExpressionCasesTest {
  static Stream<CaseFile.Case> conditions() throws IOException {
    return CaseFile.load("conditions.txt").cases().stream();
  }

  static Stream<CaseFile.Case> updates() throws IOException {
    return CaseFile.load("updates.txt").cases().stream();
  }

  static Stream<CaseFile.Case> projections() throws IOException {
    return CaseFile.load("projections.txt").cases().stream();
  }

  static Stream<CaseFile.Case> keyConditions() throws IOException {
    return CaseFile.load("key-conditions.txt").cases().stream();
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void conditionHolds(CaseFile.Case one) {
    assertEquals(
        one.outcome(),
        outcome(
            () -> {
              Condition condition =
                  Condition.parse("ConditionExpression", one.expression(), Fixture.context());
              return Boolean.toString(condition.test(Fixture.item()));
            }));
  }

  @ParameterizedTest
  @MethodSource("updates")
  void updateChanges(CaseFile.Case one) {
    assertEquals(
        one.outcome(),
        outcome(
            () -> {
              Item before = Fixture.item();
              Update update = Update.parse(one.expression(), Fixture.context());
              return Rendering.of(changes(before, update.apply(before).updated()));
            }));
  }

  @ParameterizedTest
  @MethodSource("projections")
  void projectionKeeps(CaseFile.Case one) {
    assertEquals(
        one.outcome(),
        outcome(
            () ->
                Rendering.of(
                    ProjectionExpression.parse(one.expression(), Fixture.context())
                        .apply(Fixture.item())
                        .toMap())));
  }

  @ParameterizedTest
  @MethodSource("keyConditions")
  void keyConditionCompares(CaseFile.Case one) {
    assertEquals(
        one.outcome(),
        outcome(
            () -> {
              StringBuilder text = new StringBuilder();
              for (var comparison :
                  KeyConditions.parse(one.expression(), Fixture.context()).comparisons()) {
                text.append(text.isEmpty() ? "" : ", ")
                    .append(comparison.attribute())
                    .append(' ')
                    .append(comparison.operator())
                    .append(' ')
                    .append(Rendering.of(comparison.first()));
                if (comparison.operator() == KeyConditions.Operator.BETWEEN) {
                  text.append(' ').append(Rendering.of(comparison.second()));
                }
              }
              return text.toString();
            }));
  }

  private static String outcome(Supplier<String> work) {
    try {
      return work.get();
    } catch (ExpressionException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Top-level attributes that differ, null where removed. */
  private static SortedMap<String, @Nullable AttributeValue> changes(Item before, Item after) {
    SortedMap<String, @Nullable AttributeValue> changes = new TreeMap<>(after.toMap());
    before
        .toMap()
        .forEach(
            (name, value) -> {
              if (value.equals(changes.get(name))) {
                changes.remove(name);
              } else {
                changes.putIfAbsent(name, null);
              }
            });
    return changes;
  }
}
