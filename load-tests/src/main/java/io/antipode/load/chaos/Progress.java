package io.antipode.load.chaos;

import java.io.PrintStream;

/**
 * The line that shows how a run stands: rewritten in place on a terminal, and now and then a line
 * of its own elsewhere. Any thread.
 */
public final class Progress {
  private static final int WIDTH = 150;
  private static final int LINES_EVERY_S = 10;

  private final PrintStream out;
  private final boolean live;
  private int calls;

  public Progress(PrintStream out, boolean live) {
    this.out = out;
    this.live = live;
  }

  /** Once a second. */
  synchronized void show(String line) {
    String cut = line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line;
    if (live) {
      out.print("\r" + cut + " ".repeat(WIDTH - cut.length()));
      out.flush();
    } else if (calls++ % LINES_EVERY_S == 0) {
      out.println(cut);
    }
  }

  /** A line that stays. */
  synchronized void say(String line) {
    if (live) {
      out.print("\r" + " ".repeat(WIDTH) + "\r");
    }
    out.println(line);
  }
}
