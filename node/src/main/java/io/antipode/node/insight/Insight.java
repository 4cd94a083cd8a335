package io.antipode.node.insight;

import io.antipode.cluster.catalog.ContributorInsights;
import io.antipode.node.json.JsonOut;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is noted of one table or index, by the rules that AWS has ({@link RuleKind}). Any thread; a
 * request holds its lock for some hundred nanoseconds, and only where Contributor Insights are on.
 */
final class Insight {
  private final ContributorInsights setting;
  private final Map<RuleKind, Rule> rules = new EnumMap<>(RuleKind.class);

  /**
   * @param hasSort whether there are items beside partitions
   */
  Insight(ContributorInsights setting, boolean hasSort) {
    this.setting = setting;
    RuleKind.of(setting.mode(), hasSort).forEach(kind -> rules.put(kind, new Rule()));
  }

  ContributorInsights setting() {
    return setting;
  }

  /** Notes what a request consumed. */
  void accessed(Subject subject, double units, long nowMs) {
    note(RuleKind.PKC, RuleKind.SKC, subject, units, nowMs);
  }

  /** Notes that a request was refused. */
  void throttled(Subject subject, long nowMs) {
    note(RuleKind.PKT, RuleKind.SKT, subject, 1, nowMs);
  }

  private synchronized void note(
      RuleKind ofPartition, RuleKind ofItem, Subject subject, double weight, long nowMs) {
    Rule partitions = rules.get(ofPartition);
    if (partitions != null) {
      partitions.add(subject.ofPartition(), weight, nowMs);
    }
    Rule items = rules.get(ofItem);
    if (items != null && !subject.sort().isEmpty()) {
      items.add(subject, weight, nowMs);
    }
  }

  /** Writes what was found, an object for each rule. */
  synchronized void write(List<String> names, long nowMs, JsonOut out) {
    rules.forEach(
        (kind, rule) -> {
          out.beginObject().name("rule").value(kind.name());
          out.name("weight").value(kind.isOfThrottling() ? "throttled requests" : "capacity units");
          out.name("minutes").beginArray();
          for (Rule.Minute minute : rule.minutes(nowMs)) {
            out.beginObject().name("beginMs").value(minute.beginMs());
            out.name("contributors").beginArray();
            for (HeavyHitters.Hitter<Subject> each : minute.top()) {
              out.beginObject().name("key");
              write(names, each.key(), out);
              out.name("weight").value(each.weight());
              out.name("error").value(each.error());
              out.endObject();
            }
            out.endArray().endObject();
          }
          out.endArray().endObject();
        });
  }

  private static void write(List<String> names, Subject subject, JsonOut out) {
    out.beginObject();
    int number = 0;
    for (var value : subject.partition()) {
      out.name(names.get(number++)).attribute(value);
    }
    for (var value : subject.sort()) {
      out.name(names.get(number++)).attribute(value);
    }
    out.endObject();
  }
}
