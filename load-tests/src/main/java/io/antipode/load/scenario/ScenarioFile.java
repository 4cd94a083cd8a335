package io.antipode.load.scenario;

import io.antipode.cluster.settings.DurabilityMode;
import io.antipode.cluster.topology.Region;
import io.antipode.load.checker.Checkers;
import io.antipode.load.workload.WorkloadOptions;
import io.antipode.load.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads scenarios from YAML, strictly; the format is described in the module's README. */
public final class ScenarioFile {
  private static final int MAX_CODE_POINTS = 1 << 20;
  private static final long DAY_MS = 86_400_000;
  private static final Span TIMES_MS = new Span(1, DAY_MS);
  private static final List<String> USUAL_REGIONS =
      List.of("us-east-1", "eu-west-1", "ap-southeast-1");

  private final List<String> problems = new ArrayList<>();

  private ScenarioFile() {}

  /** Reads a file. */
  public static Scenario read(Path file) throws InvalidScenarioException {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new InvalidScenarioException(file.toString(), List.of("there is no such file"));
    } catch (IOException e) {
      throw new InvalidScenarioException(file.toString(), List.of("can't be read: " + e));
    }
  }

  /**
   * Reads a text.
   *
   * @param file its name, for messages
   */
  public static Scenario parse(String file, String yaml) throws InvalidScenarioException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setCodePointLimit(MAX_CODE_POINTS);
    Object document;
    try {
      document = new Yaml(new SafeConstructor(options)).load(yaml);
    } catch (YAMLException e) {
      throw new InvalidScenarioException(file, List.of("is not YAML: " + e.getMessage()));
    }
    ScenarioFile reader = new ScenarioFile();
    Scenario scenario = reader.scenario(new Section("", document, reader.problems));
    if (!reader.problems.isEmpty()) {
      throw new InvalidScenarioException(file, reader.problems);
    }
    return scenario;
  }

  private Scenario scenario(Section top) {
    String name = top.word("name");
    String about = top.word("about");
    Set<Layer> layers = layers(top);
    ClusterSpec cluster = cluster(top.section("cluster"));
    Span paceMs = pace(top, layers);
    Scenario scenario =
        new Scenario(
            name,
            about,
            layers,
            cluster,
            workloads(top, layers),
            top.flag("swarm"),
            paceMs,
            faults(top, layers, paceMs != null),
            checkers(top),
            top.span("durationMs", null, TIMES_MS),
            top.number("healMs", 60_000L, TIMES_MS));
    top.finish();
    return scenario;
  }

  private static Set<Layer> layers(Section top) {
    Set<Layer> layers = EnumSet.noneOf(Layer.class);
    for (String word : top.words("layers")) {
      Layer layer = top.choice("layers", word, Layer.class);
      if (layer != null) {
        layers.add(layer);
      }
    }
    if (layers.isEmpty()) {
      top.problem("layers", "names no layer");
    }
    return layers;
  }

  /** Faults of real processes keep times of their own. */
  private static @Nullable Span pace(Section top, Set<Layer> layers) {
    if (!top.has("paceMs")) {
      return null;
    }
    if (!layers.equals(EnumSet.of(Layer.SIMULATION))) {
      top.problem("paceMs", "is for scenarios of the simulation alone");
    }
    return top.span("paceMs", null, TIMES_MS);
  }

  private static ClusterSpec cluster(Section section) {
    List<Region> regions = new ArrayList<>();
    List<String> names = section.words("regions");
    for (String name : names.isEmpty() ? USUAL_REGIONS : names) {
      try {
        Region region = new Region(name);
        if (regions.contains(region)) {
          section.problem("regions", name + " is there twice");
        }
        regions.add(region);
      } catch (IllegalArgumentException e) {
        section.problem("regions", String.valueOf(e.getMessage()));
      }
    }
    int nodes = (int) section.number("nodesPerRegion", 1L, new Span(1, 9));
    int shards = (int) section.number("shards", 4L, new Span(1, 1_024));
    DurabilityMode durability =
        section.choice("durability", section.word("durability", "fsync"), DurabilityMode.class);
    section.finish();
    return new ClusterSpec(
        regions, nodes, shards, durability == null ? DurabilityMode.FSYNC : durability);
  }

  private static List<WorkloadOptions> workloads(Section top, Set<Layer> layers) {
    List<WorkloadOptions> workloads = new ArrayList<>();
    Set<String> tables = new HashSet<>();
    for (Section section : top.sections("workloads")) {
      String type = section.word("type");
      if (!type.isEmpty() && !Workloads.types().contains(type)) {
        section.problem(
            "type", "no workload '%s'; there are %s".formatted(type, Workloads.types()));
      }
      if (type.equals(Workloads.SHARDS) && !layers.equals(EnumSet.of(Layer.SIMULATION))) {
        section.problem("type", "'%s' is for the simulation alone".formatted(type));
      }
      WorkloadOptions usual = WorkloadOptions.of(type);
      WorkloadOptions options =
          new WorkloadOptions(
              type,
              section.word("table", type),
              (int) section.number("clients", (long) usual.clients(), new Span(1, 1_000)),
              (int) section.number("keys", (long) usual.keys(), new Span(1, 1_000_000)),
              (int) section.number("pauseMs", (long) usual.pauseMs(), new Span(0, 60_000)),
              (int) section.number("itemBytes", (long) usual.itemBytes(), new Span(0, 400_000)));
      if (!tables.add(options.table())) {
        section.problem("table", "'%s' is another workload's".formatted(options.table()));
      }
      section.finish();
      workloads.add(options);
    }
    if (workloads.isEmpty()) {
      top.problem("workloads", "there is none");
    }
    return workloads;
  }

  private static List<FaultSpec> faults(Section top, Set<Layer> layers, boolean paced) {
    List<FaultSpec> faults = new ArrayList<>();
    for (Section section : top.sections("faults")) {
      FaultSpec fault = fault(section, layers, paced);
      if (fault != null) {
        faults.add(fault);
      }
    }
    return faults;
  }

  private static @Nullable FaultSpec fault(Section section, Set<Layer> layers, boolean paced) {
    FaultType type = section.choice("type", section.word("type"), FaultType.class);
    if (type == null) {
      return null;
    }
    for (Layer layer : layers) {
      if (!type.runsIn(layer)) {
        section.problem(
            "type",
            "%s can't be done in %s".formatted(type.word(), layer).toLowerCase(Locale.ROOT));
      }
    }
    Map<String, Span> parameters = new HashMap<>();
    for (FaultType.Parameter each : type.parameters().values()) {
      parameters.put(each.name(), section.span(each.name(), each.usual(), each.bounds()));
    }
    FaultSpec fault =
        new FaultSpec(
            type,
            paced ? 0 : section.number("everyMs", null, TIMES_MS),
            section.span("forMs", new Span(200, 2_000), TIMES_MS),
            parameters);
    section.finish();
    return fault;
  }

  private static List<String> checkers(Section top) {
    List<String> names = top.words("checkers");
    for (String name : names) {
      if (!Checkers.names().contains(name)) {
        top.problem("checkers", "no checker '%s'; there are %s".formatted(name, Checkers.names()));
      }
    }
    if (names.isEmpty()) {
      top.problem("checkers", "there is none: a run would prove nothing");
    }
    return names;
  }
}
