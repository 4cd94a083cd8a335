package io.antipode.load.target;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process of this machine has in memory, as Linux tells it. */
public final class ProcessMemory {
  private ProcessMemory() {}

  /** Kilobytes that are resident now; 0 where the process is gone. */
  public static long residentKb(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
