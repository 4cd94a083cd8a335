package io.antipode.load.report;

import java.io.Console;
import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * The line that shows how a run stands: rewritten in place on a terminal, and now and then a line
 * of its own elsewhere. Any thread.
 */
public final class Progress {
  private static final int WIDTH = 150;
  private static final int LINES_EVERY_S = 10;
  private static final long NS_PER_S = 1_000_000_000;

  private final PrintStream out;
  private final boolean live;
  private int calls;
  private long offeredNs = System.nanoTime() - NS_PER_S;

  /**
   * @param live whether {@code out} is a terminal
   */
  public Progress(PrintStream out, boolean live) {
    this.out = out;
    this.live = live;
  }

  /** Where people, or a file, can follow this program. */
  public static Progress ofProgram() {
    return new Progress(System.out, onTerminal());
  }

  /** Whether somebody watches this program's output. */
  @SuppressWarnings("SystemConsoleNull") // It is null in JDK 25 where output is piped.
  public static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** For those who have a new line all the time: shows one a second. */
  public synchronized void offer(Supplier<String> line) {
    long nowNs = System.nanoTime();
    if (nowNs - offeredNs >= NS_PER_S) {
      offeredNs = nowNs;
      show(line.get());
    }
  }

  /** Once a second. */
  public synchronized void show(String line) {
    String cut = line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line;
    if (live) {
      out.print("\r" + cut + " ".repeat(WIDTH - cut.length()));
      out.flush();
    } else if (calls++ % LINES_EVERY_S == 0) {
      out.println(cut);
    }
  }

  /** A line that stays. */
  public synchronized void say(String line) {
    if (live) {
      out.print("\r" + " ".repeat(WIDTH) + "\r");
    }
    out.println(line);
  }
}
