package io.antipode.node.bootstrap;

import io.antipode.cluster.topology.Region;
import io.antipode.node.bootstrap.repair.ClockRepair;
import io.antipode.node.bootstrap.repair.RegionFolder;
import io.antipode.node.bootstrap.repair.RegionRepair;
import io.antipode.node.runtime.SystemTime;
import io.antipode.replication.disk.DamagedFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code antipode repair}: what is damaged in a data folder at rest, and the way out. */
@Command(
    name = "repair",
    description = {
      "Says what is damaged in the data folder of a store that is stopped, and what can be done;",
      "does it with --yes. Nothing is deleted: damaged files go to a folder 'damaged'.",
      "Exits with 1 where damage is left."
    },
    mixinStandardHelpOptions = true)
final class RepairCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "antipode-data",
      description = "The data folder of 'up', or of a node. Default ${DEFAULT-VALUE}.")
  private Path dataFolder = Path.of("antipode-data");

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "That region alone; a node's own must be named.")
  private @Nullable String region;

  @Option(
      names = "--archive",
      paramLabel = "DIR",
      description = "Where a node's copies of tables lie, if not in its data folder.")
  private @Nullable Path archive;

  @Option(names = "--yes", description = "Do it.")
  private boolean yes;

  @Option(
      names = "--lose",
      description = "Do it too where tables lose items that no other region has.")
  private boolean lose;

  @Option(
      names = "--clock",
      description = {
        "Looks for times that lie ahead, because a region's clock was and has been corrected:",
        "peers hold back what was written then, and since. With --yes they are lowered."
      })
  private boolean clock;

  @Override
  public Integer call() throws StartupException, IOException {
    if (!Files.isDirectory(dataFolder)) {
      throw new StartupException("there is no data folder " + dataFolder);
    }
    PrintWriter out = spec.commandLine().getOut();
    boolean whole = true;
    try (DataFolder folder = DataFolder.open(dataFolder)) {
      List<RegionFolder> regions = regions(folder.path());
      if (clock) {
        whole = new ClockRepair(regions, new SystemTime().epochMs(), out).run(yes);
      } else {
        for (RegionFolder each : regions) {
          whole &= new RegionRepair(each, others(folder.path(), each), out).run(yes, lose);
        }
      }
    } catch (DamagedFileException e) {
      throw new StartupException(StartupException.reason(e) + "; see repair without --clock", e);
    }
    out.flush();
    return whole ? 0 : 1;
  }

  /** The other regions of the folder; none beside a node's. */
  private static List<RegionFolder> others(Path folder, RegionFolder one) throws IOException {
    List<RegionFolder> others = new ArrayList<>();
    if (!isNodes(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        for (Path each : entries.filter(Files::isDirectory).sorted().toList()) {
          Region region = new Region(each.getFileName().toString());
          if (!region.equals(one.region())) {
            others.add(RegionFolder.at(region, each));
          }
        }
      }
    }
    return others;
  }

  private static boolean isNodes(Path folder) {
    return Files.isDirectory(folder.resolve("shards"))
        || Files.isDirectory(folder.resolve("metadata"));
  }

  private List<RegionFolder> regions(Path folder) throws IOException {
    if (isNodes(folder)) {
      if (region == null) {
        throw misunderstood("this is the folder of one node: name its region with --region");
      }
      return List.of(
          archive == null
              ? RegionFolder.at(new Region(region), folder)
              : RegionFolder.at(new Region(region), folder, archive));
    }
    List<RegionFolder> regions = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path each : entries.filter(Files::isDirectory).sorted().toList()) {
        String name = each.getFileName().toString();
        if (region == null || region.equals(name)) {
          regions.add(RegionFolder.at(new Region(name), each));
        }
      }
    }
    if (regions.isEmpty()) {
      throw misunderstood(folder + " has no data of " + (region == null ? "any region" : region));
    }
    return regions;
  }

  private ParameterException misunderstood(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
