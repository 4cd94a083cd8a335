package io.antipode.load.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.load.bench.measure.Comparison;
import io.antipode.load.bench.measure.LoadOptions;
import io.antipode.load.bench.measure.ResultTables;
import io.antipode.load.bench.measure.Subject;
import io.antipode.load.http.Result;
import io.antipode.load.report.Environment;
import io.antipode.load.report.ReportBuilder;
import io.antipode.load.report.RunReport;
import io.antipode.load.target.AntipodeUp;
import io.antipode.load.target.EchoTarget;
import io.antipode.load.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All profiles, for a moment each, on Antipode and on the echo: every answer must be a 200. */
final class ProfilesTest {
  private static final Path HOME =
      Path.of(System.getProperty("antipode.home", "..")).toAbsolutePath().normalize();
  private static final String REGION = "us-east-1";

  private static LoadOptions aMoment() {
    LoadOptions options = new LoadOptions();
    options.connections = 4;
    options.seconds = 0.1;
    options.warmUpSeconds = 0.05;
    options.items = 1_000;
    return options;
  }

  @Test
  void everyProfileIsAnsweredAndCounted(@TempDir Path folder) throws IOException {
    Path log = Files.createFile(folder.resolve("log"));
    LoadOptions options = aMoment();
    ReportBuilder builder =
        new ReportBuilder("bench run", "", "", new Environment("", 1, 1, "", "", ""));
    try (Target antipode =
            AntipodeUp.start(HOME, log, List.of("--regions", REGION, "--ephemeral"));
        Target echo = EchoTarget.start(log)) {
      List<Subject> subjects =
          List.of(new Subject(antipode, REGION, options), new Subject(echo, REGION, options));
      Map<Profile, List<Result>> results =
          new Comparison(subjects, options, builder).run(Profile.ALL);
      ResultTables.fill(builder, List.of("Antipode", "bare echo"), results, options);
      results.forEach(
          (profile, each) -> {
            for (Result result : each) {
              assertTrue(result.answers() > 0, profile.name());
              assertEquals(0, result.errors(), profile.name());
              assertEquals(result.answers(), result.all().getTotalCount(), profile.name());
            }
          });
    }
    RunReport report = builder.build();
    assertEquals(Profile.ALL.size(), report.tables().getFirst().rows().size());
    assertEquals(Profile.ALL.size(), report.marks().size());
    assertEquals(2 * Profile.ALL.size(), report.latencies().size());
  }
}
