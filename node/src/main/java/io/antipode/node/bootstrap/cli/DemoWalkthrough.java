package io.antipode.node.bootstrap.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the demo shows, on a running store of two or more regions: write in one, read in another,
 * conflict, cut, heal. Blocking.
 */
public final class DemoWalkthrough {
  private static final int WAIT_MS = 20_000;
  private static final int POLL_MS = 20;
  private static final String KEY = "{\"pk\":{\"S\":\"%s\"}}";
  private static final Pattern SHARD_DIGEST =
      Pattern.compile("\"items\":(\\d+),\"(?:hash|digest)\":\"?(-?[0-9a-f]+)\"?");
  private static final JsonFactory JSON = new JsonFactory();

  /** A region and its own endpoint. */
  public record Place(String region, AdminClient client) {}

  private interface Check {
    boolean holds() throws CommandFailedException;
  }

  private final List<Place> places;
  private final String table;
  private final PrintStream out;
  private int chapter;

  /**
   * @param table a name that is free
   */
  public DemoWalkthrough(List<Place> places, String table, PrintStream out) {
    if (places.size() < 2) {
      throw new IllegalArgumentException("the walk-through needs two regions");
    }
    this.places = List.copyOf(places);
    this.table = table;
    this.out = out;
  }

  /** Tells it, and takes the table away again. */
  public void tell() throws CommandFailedException {
    Place here = places.get(0);
    Place there = places.get(1);
    try {
      createEverywhere(here);
      writeHereReadThere(here, there);
      conflictBehindACut(here, there);
      deletionTravels(here, there);
    } finally {
      for (Place place : places) {
        call(place, "DeleteTable", "{\"TableName\":\"" + table + "\"}");
      }
    }
    for (Place place : places) {
      awaitTrue("the table's end", () -> describe(place).contains("ResourceNotFoundException"));
    }
    say("That is all. Every region took every write, and they agree again.");
  }

  private void createEverywhere(Place here) throws CommandFailedException {
    chapter("A table in " + here.region() + ", then replicas of it elsewhere");
    call(
            here,
            "CreateTable",
            ("{\"TableName\":\"%s\",\"BillingMode\":\"PAY_PER_REQUEST\","
                 + "\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"}],"
                 + "\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}]}")
                .formatted(table))
        .orThrow();
    awaitTrue("the table is there", () -> describe(here).contains("\"TableStatus\":\"ACTIVE\""));
    for (Place other : places.subList(1, places.size())) {
      call(
              here,
              "UpdateTable",
              "{\"TableName\":\"%s\",\"ReplicaUpdates\":[{\"Create\":{\"RegionName\":\"%s\"}}]}"
                  .formatted(table, other.region()))
          .orThrow();
      long tookMs =
          awaitTrue("the replica in " + other.region(), () -> isActive(here) && isActive(other));
      say("replica in %s after %d ms", other.region(), tookMs);
    }
  }

  private void writeHereReadThere(Place here, Place there) throws CommandFailedException {
    chapter("Written in " + here.region() + ", read in " + there.region());
    put(here, "song", "Sinnerman");
    long tookMs = awaitTrue("the item", () -> read(there, "song").equals("Sinnerman"));
    say("%s reads \"%s\" %d ms later", there.region(), read(there, "song"), tookMs);
  }

  private void conflictBehindACut(Place here, Place there) throws CommandFailedException {
    chapter("The link between them is cut; both write the same item");
    fault(here, true, here, there);
    for (Place other : places.subList(2, places.size())) {
      // A third region would carry nothing between the two, but would see both.
      fault(here, true, here, other);
    }
    put(here, "song", "Feeling Good");
    put(there, "song", "I Put a Spell on You");
    say("%s reads \"%s\"", here.region(), read(here, "song"));
    say("%s reads \"%s\": each serves what it has", there.region(), read(there, "song"));
    chapter("The link heals; the later write wins everywhere, the other is on record");
    here.client().post("/_antipode/faults", "{\"heal\":true}").orThrow();
    long tookMs = awaitTrue("equal digests", this::converged);
    for (Place place : places) {
      say("%s reads \"%s\"", place.region(), read(place, "song"));
    }
    say("equal digests in all %d regions %d ms after healing", places.size(), tookMs);
    say("on record: %s", here.client().get("/_antipode/conflicts").body().strip());
  }

  private void deletionTravels(Place here, Place there) throws CommandFailedException {
    chapter("Deleted in " + there.region());
    call(there, "DeleteItem", "{\"TableName\":\"%s\",\"Key\":%s}".formatted(table, key("song")))
        .orThrow();
    long tookMs = awaitTrue("the deletion", () -> read(here, "song").isEmpty());
    say("gone in %s %d ms later", here.region(), tookMs);
  }

  private void put(Place place, String key, String title) throws CommandFailedException {
    call(
            place,
            "PutItem",
            "{\"TableName\":\"%s\",\"Item\":{\"pk\":{\"S\":\"%s\"},\"title\":{\"S\":\"%s\"}}}"
                .formatted(table, key, title))
        .orThrow();
    say("%s writes \"%s\"", place.region(), title);
  }

  /** The title of the item, empty where there is none. */
  private String read(Place place, String key) throws CommandFailedException {
    String answer =
        call(place, "GetItem", "{\"TableName\":\"%s\",\"Key\":%s}".formatted(table, key(key)))
            .orThrow();
    return titleIn(answer);
  }

  private static String titleIn(String answer) throws CommandFailedException {
    try (JsonParser in = JSON.createParser(answer)) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        if (token == JsonToken.FIELD_NAME && in.currentName().equals("title")) {
          in.nextToken();
          in.nextToken();
          in.nextToken();
          return in.getText();
        }
      }
      return "";
    } catch (IOException e) {
      throw new CommandFailedException("not JSON: " + answer, e);
    }
  }

  private void fault(Place at, boolean cut, Place from, Place to) throws CommandFailedException {
    at.client()
        .post(
            "/_antipode/faults",
            "{\"link\":{\"from\":\"%s\",\"to\":\"%s\"},\"cut\":%b}"
                .formatted(from.region(), to.region(), cut))
        .orThrow();
  }

  private boolean converged() throws CommandFailedException {
    String first = digest(places.getFirst());
    for (Place place : places) {
      if (!digest(place).equals(first)) {
        return false;
      }
    }
    return true;
  }

  private String digest(Place place) throws CommandFailedException {
    String body = place.client().get("/_antipode/digest/" + table).orThrow();
    StringBuilder shards = new StringBuilder();
    Matcher matcher = SHARD_DIGEST.matcher(body);
    while (matcher.find()) {
      shards.append(matcher.group()).append('\n');
    }
    return shards.toString();
  }

  private String describe(Place place) throws CommandFailedException {
    return call(place, "DescribeTable", "{\"TableName\":\"" + table + "\"}").body();
  }

  private boolean isActive(Place place) throws CommandFailedException {
    String description = describe(place);
    return description.contains("\"ReplicaStatus\":\"ACTIVE\"")
        && !description.contains("\"ReplicaStatus\":\"CREATING\"");
  }

  private static AdminClient.Answer call(Place place, String action, String json)
      throws CommandFailedException {
    return place.client().call(action, place.region(), json);
  }

  private static String key(String key) {
    return KEY.formatted(key);
  }

  /** Polls; returns how long it took, in milliseconds. */
  private static long awaitTrue(String what, Check check) throws CommandFailedException {
    long startNs = System.nanoTime();
    while (!check.holds()) {
      if (System.nanoTime() - startNs > WAIT_MS * 1_000_000L) {
        throw new CommandFailedException("not within " + WAIT_MS / 1_000 + " s: " + what);
      }
      try {
        Thread.sleep(POLL_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailedException("interrupted", e);
      }
    }
    return (System.nanoTime() - startNs) / 1_000_000;
  }

  private void chapter(String title) {
    chapter++;
    out.println();
    out.println(chapter + ". " + title);
  }

  private void say(String line, Object... arguments) {
    out.println("   " + Objects.requireNonNull(line).formatted(arguments));
  }
}
