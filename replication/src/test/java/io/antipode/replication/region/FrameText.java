package io.antipode.replication.region;

import io.antipode.cluster.topology.Region;
import io.antipode.replication.clock.Version;
import io.antipode.replication.mutation.Mutation;
import io.antipode.replication.region.Frame.Purpose;
import io.antipode.replication.region.Frame.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Frames of shard 0 as a line of text, and back. Times are milliseconds since the transcript began,
 * with the clock's counter behind a plus where there is one; {@code -} is none. A mutation is
 * {@code key=value@time:REGION}, a tombstone {@code key@time:REGION}. Transfers have names.
 */
final class FrameText {
  private static final int MIN_RANDOM_ID = 1 << 16;

  private final long startMs;
  private final Map<String, Region> regions = new LinkedHashMap<>();
  private final Map<Long, String> transfers = new HashMap<>();
  private int currentRound;

  FrameText(long startMs) {
    this.startMs = startMs;
    regions.put("AP", Cluster.AP);
    regions.put("EU", Cluster.EU);
    regions.put("US", Cluster.US);
  }

  Region region(String name) {
    Region region = regions.get(name);
    if (region == null) {
      throw new IllegalArgumentException("no region " + name + "; there are " + regions.keySet());
    }
    return region;
  }

  String name(Region region) {
    return region.equals(Cluster.US) ? "US" : region.equals(Cluster.EU) ? "EU" : "AP";
  }

  String time(long hlc) {
    long counter = hlc & 0xffff;
    return hlc == 0 ? "-" : (Version.epochMs(hlc) - startMs) + (counter == 0 ? "" : "+" + counter);
  }

  long hlc(String time) {
    if (time.equals("-")) {
      return 0;
    }
    int plus = time.indexOf('+');
    long ms = Long.parseLong(plus < 0 ? time : time.substring(0, plus));
    return Version.atMs(startMs + ms) + (plus < 0 ? 0 : Long.parseLong(time.substring(plus + 1)));
  }

  String show(Frame frame) {
    return switch (frame) {
      case Frame.Probe probe -> "probe #" + probe.round();
      case Frame.Position position ->
          "position #" + position.round() + " " + vector(position.applied());
      case Frame.Batch batch ->
          "batch #%d (%s..%s] %s"
                  .formatted(
                      batch.round(),
                      time(batch.fromHlc()),
                      time(batch.toHlc()),
                      vector(batch.applied()))
              + all(batch.mutations());
      case Frame.Ack ack ->
          "ack #%d %s %s".formatted(ack.round(), time(ack.watermark()), ack.verdict());
      case Frame.Page page ->
          "page %s/%d %s tag=%d floor=%s (%s..%s]"
                  .formatted(
                      transfer(page.transferId()),
                      page.sequence(),
                      page.purpose(),
                      page.tag(),
                      time(page.floor()),
                      key(page.afterKey()),
                      key(page.lastKey()))
              + all(page.mutations());
      case Frame.PageAck ack ->
          "page-ack %s/%d %s".formatted(transfer(ack.transferId()), ack.sequence(), ack.verdict());
      case Frame.ReseedBegin begin ->
          "reseed-begin %s %s".formatted(transfer(begin.transferId()), vector(begin.applied()));
      case Frame.ReseedEnd end ->
          "reseed-end #%d %s".formatted(end.round(), transfer(end.transferId()));
      case Frame.DigestAsk ignored -> "digest-ask";
      case Frame.DigestAnswer answer -> "digest-answer items=" + answer.digest().items();
      case Frame.Buckets ignored -> "buckets";
      case Frame.BucketsDiffer ignored -> "buckets-differ";
      case Frame.Restart restart ->
          "restart #%d told=%s from=%s"
              .formatted(restart.round(), time(restart.told()), time(restart.fromHlc()));
      case Frame.Control ignored -> "control";
    };
  }

  /**
   * A frame from a peer.
   *
   * @param words as {@link #show} tells them; {@code #} alone is the current round
   */
  Frame read(List<String> words, int currentRound) {
    this.currentRound = currentRound;
    return switch (words.getFirst()) {
      case "probe" -> new Frame.Probe(0, round(words.get(1)));
      case "position" ->
          new Frame.Position(0, round(words.get(1)), 1, vector(words.subList(2, words.size())));
      case "restart" ->
          new Frame.Restart(
              0,
              round(words.get(1)),
              hlc(words.get(2).substring("told=".length())),
              hlc(words.get(3).substring("from=".length())));
      case "digest-answer" ->
          new Frame.DigestAnswer(
              0,
              Cluster.TABLE,
              new ReplicatedShard.Digest(
                  Long.parseLong(words.get(1).substring("items=".length())), 0));
      case "batch" -> batch(words);
      case "ack" ->
          new Frame.Ack(0, round(words.get(1)), hlc(words.get(2)), Verdict.valueOf(words.get(3)));
      case "page" -> page(words);
      case "page-ack" ->
          new Frame.PageAck(
              0, transfer(words.get(1)), sequence(words.get(1)), Verdict.valueOf(words.get(2)));
      case "reseed-begin" ->
          new Frame.ReseedBegin(
              0,
              transfer(words.get(1)),
              vector(words.subList(2, words.size())),
              List.of(Cluster.TABLE));
      case "reseed-end" -> new Frame.ReseedEnd(0, round(words.get(1)), transfer(words.get(2)));
      default -> throw new IllegalArgumentException("no frame: " + words);
    };
  }

  private Frame batch(List<String> words) {
    List<String> span = span(words.get(2));
    int colon = words.contains(":") ? words.indexOf(":") : words.size();
    return new Frame.Batch(
        0,
        round(words.get(1)),
        hlc(span.getFirst()),
        hlc(span.getLast()),
        vector(words.subList(3, colon)),
        mutations(words, colon));
  }

  private Frame page(List<String> words) {
    List<String> span = span(words.get(5));
    return new Frame.Page(
        0,
        Purpose.valueOf(words.get(2)),
        transfer(words.get(1)),
        sequence(words.get(1)),
        Cluster.TABLE,
        Long.parseLong(words.get(3).substring("tag=".length())),
        hlc(words.get(4).substring("floor=".length())),
        span.getFirst().equals("-") ? null : Cluster.keyBytes(span.getFirst()),
        span.getLast().equals("-") ? null : Cluster.keyBytes(span.getLast()),
        mutations(words, words.contains(":") ? words.indexOf(":") : words.size()));
  }

  private int round(String word) {
    return word.equals("#") ? currentRound : Integer.parseInt(word.substring(1));
  }

  /** The two ends of {@code (a..b]}. */
  private static List<String> span(String word) {
    int dots = word.indexOf("..");
    return List.of(word.substring(1, dots), word.substring(dots + 2, word.length() - 1));
  }

  private String transfer(long id) {
    return id < MIN_RANDOM_ID && id > 0
        ? "in" + id
        : transfers.computeIfAbsent(id, any -> "out" + (transfers.size() + 1));
  }

  private long transfer(String word) {
    String name = word.contains("/") ? word.substring(0, word.indexOf('/')) : word;
    for (Map.Entry<Long, String> each : transfers.entrySet()) {
      if (each.getValue().equals(name)) {
        return each.getKey();
      }
    }
    return Long.parseLong(name.substring("in".length()));
  }

  private static int sequence(String word) {
    return Integer.parseInt(word.substring(word.indexOf('/') + 1));
  }

  private String vector(Map<Region, Long> applied) {
    return new TreeMap<>(applied)
        .entrySet().stream()
            .map(each -> name(each.getKey()) + "=" + time(each.getValue()))
            .collect(Collectors.joining(" "));
  }

  private Map<Region, Long> vector(List<String> words) {
    Map<Region, Long> applied = new TreeMap<>();
    for (String word : words) {
      int equal = word.indexOf('=');
      applied.put(region(word.substring(0, equal)), hlc(word.substring(equal + 1)));
    }
    return applied;
  }

  private String all(List<Mutation> mutations) {
    return mutations.isEmpty()
        ? ""
        : " : " + mutations.stream().map(this::show).collect(Collectors.joining(" "));
  }

  String show(Mutation mutation) {
    byte[] image = mutation.newImage();
    return key(mutation.key())
        + (image == null ? "" : "=" + new String(image, StandardCharsets.UTF_8))
        + "@"
        + time(mutation.version().hlc())
        + ":"
        + name(mutation.version().region());
  }

  private List<Mutation> mutations(List<String> words, int colon) {
    List<Mutation> mutations = new ArrayList<>();
    for (String word : words.subList(Math.min(colon + 1, words.size()), words.size())) {
      mutations.add(mutation(word));
    }
    return mutations;
  }

  Mutation mutation(String word) {
    int at = word.indexOf('@');
    int colon = word.indexOf(':', at);
    int equal = word.indexOf('=');
    Version version =
        new Version(hlc(word.substring(at + 1, colon)), region(word.substring(colon + 1)));
    return equal < 0
        ? new Mutation(Cluster.keyBytes(word.substring(0, at)), version, null, null, 0, 0)
        : new Mutation(
            Cluster.keyBytes(word.substring(0, equal)),
            version,
            word.substring(equal + 1, at).getBytes(StandardCharsets.UTF_8),
            null,
            0,
            0);
  }

  private static String key(byte @Nullable [] key) {
    return key == null
        ? "-"
        : new String(Arrays.copyOfRange(key, Long.BYTES, key.length), StandardCharsets.UTF_8);
  }
}
