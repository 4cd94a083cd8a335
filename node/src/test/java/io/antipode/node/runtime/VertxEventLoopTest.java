package io.antipode.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.replication.loop.EventLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class VertxEventLoopTest {
  private static final EventLoops LOOPS = new EventLoops(2);

  private final EventLoop loop = LOOPS.next();

  @AfterAll
  static void close() {
    LOOPS.close();
  }

  @Test
  void tasksOfOneThreadRunInTheOrderGivenOnOneThread() throws Exception {
    List<Integer> ran = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      loop.execute(
          () -> {
            if (loop.inLoop()) {
              ran.add(number);
            }
          });
    }
    assertEquals(IntStream.range(0, 1_000).boxed().toList(), onLoop(loop, () -> List.copyOf(ran)));
    assertFalse(loop.inLoop());
  }

  /** More than leave together, so that some leave at once. */
  @Test
  void whatALoopHandsToAnotherRunsThereInTheOrderGiven() throws Exception {
    EventLoop other = LOOPS.next();
    List<Integer> ran = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      loop.execute(
          () -> {
            for (int i = 0; i < 37; i++) {
              int number = i;
              other.execute(() -> ran.add(number));
            }
          });
    }
    onLoop(loop, () -> "handed over");
    onLoop(loop, () -> "and sent");
    List<Integer> once = IntStream.range(0, 37).boxed().toList();
    List<Integer> thrice = Stream.of(once, once, once).flatMap(List::stream).toList();
    assertEquals(thrice, onLoop(other, () -> List.copyOf(ran)));
  }

  @Test
  void aTaskThatThrowsDoesNotStopTheLoop() throws Exception {
    loop.execute(
        () -> {
          throw new IllegalStateException("as this test wants it");
        });
    assertEquals("alive", onLoop(loop, () -> "alive"));
  }

  @Test
  void executeNeverRunsAtOnceAndRunDoes() throws Exception {
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    Runnable task =
        () -> {
          loop.execute(() -> ran.add("execute"));
          loop.run(() -> ran.add("run"));
          ran.add("end");
        };
    loop.execute(task);
    onLoop(loop, () -> "the task has run");
    assertEquals(List.of("run", "end", "execute"), onLoop(loop, () -> List.copyOf(ran)));
  }

  @Test
  void aCancelledTimerDoesNotRun() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    loop.execute(
        () -> {
          loop.schedule(1, () -> first.complete("cancelled")).cancel();
          loop.schedule(2, () -> first.complete("kept"));
        });
    assertEquals("kept", first.get(20, TimeUnit.SECONDS));
  }

  @Test
  void offloadedWorkIsDoneInOrderElsewhereAndItsResultComesBack() throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Exception> last = new CompletableFuture<>();
    for (int i = 0; i < 50; i++) {
      int number = i;
      loop.<@Nullable Object>offload(
          () -> order.add(loop.inLoop() ? "blocks the loop" : "work " + number),
          (result, failure) -> order.add(loop.inLoop() ? "" : "elsewhere"));
    }
    loop.<@Nullable Object>offload(
        () -> {
          throw new IOException("as this test wants it");
        },
        (result, failure) -> last.complete(failure));
    assertInstanceOf(IOException.class, last.get(20, TimeUnit.SECONDS));
    assertEquals(
        IntStream.range(0, 50).mapToObj(i -> "work " + i).toList(),
        order.stream().filter(event -> !event.isEmpty()).toList());
  }

  @Test
  void anErrorOfOffloadedWorkIsHeardOfToo() throws Exception {
    CompletableFuture<Exception> heard = new CompletableFuture<>();
    loop.<@Nullable Object>offload(
        () -> {
          throw new AssertionError("as this test wants it");
        },
        (result, failure) -> heard.complete(failure));
    Exception failure = heard.get(20, TimeUnit.SECONDS);
    assertInstanceOf(AssertionError.class, failure.getCause());
  }

  @Test
  void workOfOneLoopDoesNotWaitForThatOfAnother() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CompletableFuture<String> done = new CompletableFuture<>();
    EventLoop other = LOOPS.next();
    loop.<@Nullable Object>offload(() -> held.await(20, TimeUnit.SECONDS), (result, failure) -> {});
    other.<@Nullable Object>offload(
        () -> "done", (result, failure) -> done.complete(String.valueOf(result)));
    assertEquals("done", done.get(20, TimeUnit.SECONDS));
    held.countDown();
  }

  @Test
  void loopsAreGivenOutInTurn() throws Exception {
    Thread first = onLoop(LOOPS.next(), Thread::currentThread);
    Thread second = onLoop(LOOPS.next(), Thread::currentThread);
    assertNotSame(first, second);
    assertSame(first, onLoop(LOOPS.next(), Thread::currentThread));
    assertTrue(first.getName().contains("eventloop"), first.getName());
  }

  private static <T> T onLoop(EventLoop loop, Supplier<T> task) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.execute(() -> result.complete(task.get()));
    return result.get(20, TimeUnit.SECONDS);
  }
}
