package io.antipode.node.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.antipode.node.item.Item;
import io.antipode.node.item.ItemWriter;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What evaluating may cost: a small multiple of the bytes of the item and the request. */
class ExpressionCostTest {
  private static final int MEMBERS = 40_000;

  private static final Item ITEM = item();

  /**
   * A list {@code b}, a number set {@code s} and a text {@code t}, each of a good part of 400 KB.
   */
  private static Item item() {
    ItemWriter writer = new ItemWriter().beginItem();
    writer.name("b").beginList();
    IntStream.range(0, MEMBERS).forEach(i -> writer.number(Integer.toString(i)));
    writer.end().name("s").beginNumberSet();
    IntStream.range(0, MEMBERS).forEach(i -> writer.number(Integer.toString(i)));
    return writer.end().name("t").string("a".repeat(100_000)).endItem();
  }

  private static Item values() {
    ItemWriter writer = new ItemWriter().beginItem().name(":s").beginNumberSet();
    IntStream.range(0, MEMBERS).forEach(i -> writer.number(Integer.toString(i)));
    writer.end().name(":t").string("a".repeat(50_000) + "b");
    return writer.name(":n").number("5").endItem();
  }

  private static long allocatedBytes(Executable work) throws Throwable {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.execute();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static String repeated(int count, String separator, String template) {
    return IntStream.range(0, count)
        .mapToObj(template::formatted)
        .collect(Collectors.joining(separator));
  }

  @Test
  void anUpdateThatWouldBeTooLargeIsRefusedBeforeItIsBuilt() throws Throwable {
    for (String text :
        new String[] {
          "SET " + repeated(250, ", ", "x%d = b"),
          "SET " + repeated(140, ", ", "x%d = list_append(b,b)"),
          "SET " + repeated(120, ", ", "x%d = if_not_exists(x%<d, b)"),
        }) {
      Update update = Update.parse(text, new ExpressionContext(null, values()));
      long bytes =
          allocatedBytes(
              () ->
                  assertEquals(
                      Update.TOO_LARGE,
                      assertThrows(ExpressionException.class, () -> update.apply(ITEM))
                          .getMessage()));
      assertTrue(bytes < 4L * ITEM.bytes().length, text + " took " + bytes);
    }
  }

  @Test
  void allMembersOfASetAreTakenAtOnce() throws Throwable {
    Update update = Update.parse("DELETE s :s", new ExpressionContext(null, values()));
    long bytes = allocatedBytes(() -> assertEquals(false, update.apply(ITEM).updated().has("s")));
    assertTrue(bytes < 8L * ITEM.bytes().length, "took " + bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size(b) = :n",
        "b <> s",
        "contains(b, t)",
        "contains(s, t)",
        "b[39999] = :n",
        "begins_with(t, :t)",
        "b IN (s, t)",
      })
  void aConditionDecodesNothing(String one) throws Throwable {
    String text = String.join(" OR ", Collections.nCopies(100, one));
    Condition condition =
        Condition.parse("ConditionExpression", text, new ExpressionContext(null, values()));
    long bytes = allocatedBytes(() -> condition.test(ITEM));
    assertTrue(bytes < 100_000, one + " took " + bytes);
  }

  /** Trying the text at each place would compare five billion bytes. */
  @Test
  void lookingForATextReadsEachByteOnce() {
    String text = String.join(" OR ", Collections.nCopies(20, "contains(t, :t)"));
    Condition condition =
        Condition.parse("ConditionExpression", text, new ExpressionContext(null, values()));
    assertEquals(false, condition.test(ITEM));
  }
}
