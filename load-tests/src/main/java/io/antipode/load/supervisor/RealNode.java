package io.antipode.load.supervisor;

import io.antipode.load.fault.Loopback;
import io.antipode.load.http.ControlClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One node: its disk, its settings and, while it runs, its process.
 *
 * <pre>
 *             start            pause
 *   STOPPED ─────────► RUNNING ─────► PAUSED
 *      ▲  kill, stop     │   ◄───────
 *      ├─────────────────┘    resume
 *      └── (the process ended by itself: seen when next looked at)
 * </pre>
 *
 * Any thread; a change waits for the one before it.
 */
public final class RealNode {
  /** What the process does. */
  public enum State {
    STOPPED,
    RUNNING,
    PAUSED
  }

  private static final int STOP_S = 30;
  private static final int POLL_MS = 50;

  private final NodeName name;
  private final Launch launch;
  private final NodeDisk disk;
  private final Path config;
  private final Path log;
  private final InetSocketAddress api;
  private final ControlClient control;

  // Guarded by this:
  private @Nullable Process process;
  private boolean paused;
  private boolean retired;

  RealNode(NodeName name, Launch launch, NodeDisk disk, Path config, Path log, int port) {
    this.name = name;
    this.launch = launch;
    this.disk = disk;
    this.config = config;
    this.log = log;
    this.api = Loopback.port(port);
    this.control = new ControlClient(api, name.region());
  }

  public NodeName name() {
    return name;
  }

  public NodeDisk disk() {
    return disk;
  }

  /** Where it serves, with no proxy between. */
  public InetSocketAddress api() {
    return api;
  }

  /** Asks it, with no proxy between. */
  public ControlClient control() {
    return control;
  }

  public Path log() {
    return log;
  }

  public synchronized State state() {
    if (process == null || !process.isAlive()) {
      return State.STOPPED;
    }
    return paused ? State.PAUSED : State.RUNNING;
  }

  /** The exit code of a process that ended by itself; null where it runs or was ended. */
  public synchronized @Nullable Integer diedWith() {
    return process == null || process.isAlive() ? null : process.exitValue();
  }

  /** The memory that the process holds, its views' pages included; 0 where none runs. */
  public long memoryBytes() {
    Process running;
    synchronized (this) {
      running = process;
    }
    if (running == null) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(Path.of("/proc", running.pid() + "", "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // it has ended
    }
  }

  /** Starts the process where none runs; it serves some seconds later. */
  public synchronized void start() {
    if (state() == State.STOPPED && !retired) {
      paused = false;
      process = launch.start(config, log);
    }
  }

  /** Waits until it serves; false where it ended, or did not come in time. */
  public boolean awaitReady(long timeoutMs) {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (System.nanoTime() < deadlineNs) {
      if (isReady()) {
        return true;
      }
      if (state() == State.STOPPED) {
        return false;
      }
      sleep(POLL_MS);
    }
    return false;
  }

  /** Whether it answers that it serves. */
  public boolean isReady() {
    try {
      return state() == State.RUNNING && control.get("/_antipode/ready").status() == 200;
    } catch (UncheckedIOException e) {
      return false; // does not listen yet, or was ended while it answered
    }
  }

  /** SIGKILL: what it has not handed to the kernel is lost. */
  public synchronized void kill() {
    end(false);
  }

  /** SIGKILL, for good: whoever wants to start it again comes too late. */
  synchronized void retire() {
    retired = true;
    end(false);
  }

  /** SIGTERM, and SIGKILL where that does not end it within 30 seconds. */
  public synchronized void stop() {
    end(true);
  }

  /** SIGSTOP: it keeps its connections and memory, and does nothing. */
  public synchronized void pause() {
    if (state() == State.RUNNING) {
      signal("-STOP");
      paused = true;
    }
  }

  /** SIGCONT. */
  public synchronized void resume() {
    if (state() == State.PAUSED) {
      signal("-CONT");
      paused = false;
    }
  }

  private void signal(String signal) {
    Process running = process;
    if (running != null && running.isAlive()) {
      Command.run("kill", signal, Long.toString(running.pid()));
    }
  }

  private void end(boolean orderly) {
    Process running = process;
    if (running == null) {
      return;
    }
    try {
      if (orderly) {
        resume();
        running.destroy();
      }
      if (!orderly || !running.waitFor(STOP_S, TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
      process = null;
      paused = false;
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void sleep(int ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
