package io.antipode.load.checker;

import io.antipode.load.history.Evidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All checkers, by the names that scenarios use. */
public final class Checkers {
  private static final SortedMap<String, Checker> BY_NAME =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("acknowledged-kept", new AcknowledgedKept()),
              Map.entry("linearizable", new Linearizability()),
              Map.entry("sessions", new Sessions()),
              Map.entry("winner", new Winner()),
              Map.entry("no-resurrection", new NoResurrection()),
              Map.entry("convergence", new Convergence()),
              Map.entry("streams", new Streams()),
              Map.entry("index", new IndexProjection()),
              Map.entry("pages", new Pages()),
              Map.entry("serializable", new Serializability()),
              Map.entry("bank", new Bank()),
              Map.entry("ttl", new TtlNeverEarly()),
              Map.entry("expiry", new Expiry()),
              Map.entry("bounded", new Bounded())));

  private Checkers() {}

  /** The names, sorted. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /** Throws {@link IllegalArgumentException} for an unknown name. */
  public static Checker named(String name) {
    Checker checker = BY_NAME.get(name);
    if (checker == null) {
      throw new IllegalArgumentException("no checker '" + name + "'; there are " + names());
    }
    return checker;
  }

  /** Runs the named checkers; verdicts by name, in the order given. */
  public static Map<String, Verdict> check(List<String> names, Evidence evidence) {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    names.forEach(name -> verdicts.put(name, named(name).check(evidence)));
    return verdicts;
  }
}
