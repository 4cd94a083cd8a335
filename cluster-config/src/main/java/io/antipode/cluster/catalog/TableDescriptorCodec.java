package io.antipode.cluster.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.antipode.cluster.catalog.TableDescriptor.SharedSettings;
import io.antipode.cluster.topology.Region;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table descriptor as bytes: JSON that a person can read in a catalog file or a packet dump. The
 * form is canonical (fixed order of fields, sorted maps, no white space), so that equal descriptors
 * have equal bytes and metadata can be compared by its bytes alone.
 *
 * <p>Decoding is strict: another format version, a missing, unknown or misplaced field, or anything
 * after the end is refused. A new field means a new {@link #FORMAT}.
 *
 * <p>Any thread.
 */
public final class TableDescriptorCodec {
  /** The version of the format, the first field of every encoding. */
  public static final int FORMAT = 9;

  /** Had no Kinesis destinations and no Contributor Insights; still read. */
  private static final int FORMAT_WITHOUT_DESTINATIONS = 8;

  /** Had no protection from disassociation, which every replica had; still read. */
  private static final int FORMAT_WITHOUT_DISASSOCIATION = 7;

  /** Had no resource policies, and no list of switches of billing; still read. */
  private static final int FORMAT_WITHOUT_POLICIES = 6;

  /** Had no time to live; still read. */
  private static final int FORMAT_WITHOUT_TIME_TO_LIVE = 5;

  /** Had no seed, since tables were placed by their ids; still read. */
  private static final int FORMAT_WITHOUT_SEED = 4;

  /** Had no protection of other regions' replicas; still read. */
  private static final int FORMAT_WITHOUT_PROTECTION = 3;

  /** Had no history of capacity and billing; still read. */
  private static final int FORMAT_WITHOUT_HISTORY = 2;

  /** Had no options; still read. */
  private static final int FORMAT_WITHOUT_OPTIONS = 1;

  private static final JsonFactory JSON = new JsonFactory();

  private TableDescriptorCodec() {}

  public static byte[] encode(TableDescriptor table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeNumberField("format", FORMAT);
      out.writeNumberField("id", table.id());
      out.writeStringField("name", table.name());
      out.writeStringField("status", table.status().name());
      writeShared(out, table.shared());
      writeLocal(out, table.local());
      writeReplicas(out, table.replicas());
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IllegalArgumentException where the bytes are not exactly what {@link #encode} writes
   */
  public static TableDescriptor decode(byte[] bytes) {
    try (JsonParser parser = JSON.createParser(bytes)) {
      StrictJson in = new StrictJson(parser);
      in.startDocument();
      int format = in.intField("format");
      if (format < FORMAT_WITHOUT_OPTIONS || format > FORMAT) {
        throw in.malformed("format " + format + " is not " + FORMAT);
      }
      long id = in.longField("id");
      String name = in.stringField("name");
      TableStatus status = in.enumField("status", TableStatus.class);
      SharedSettings shared = readShared(in, format);
      LocalSettings local = readLocal(in, format);
      Map<Region, ReplicaDescriptor> replicas = readReplicas(in, format);
      in.endDocument();
      return new TableDescriptor(id, name, status, shared, local, replicas);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a table descriptor: " + e.getMessage(), e);
    }
  }

  private static void writeShared(JsonGenerator out, SharedSettings shared) throws IOException {
    out.writeObjectFieldStart("shared");
    out.writeNumberField("version", shared.version());
    out.writeNumberField("createdAtMs", shared.createdAtMs());
    out.writeArrayFieldStart("attributes");
    for (AttributeDefinition attribute : shared.attributes()) {
      out.writeStartObject();
      out.writeStringField("name", attribute.name());
      out.writeStringField("type", attribute.type().name());
      out.writeEndObject();
    }
    out.writeEndArray();
    writeKey(out, shared.key());
    out.writeArrayFieldStart("indexes");
    for (IndexDescriptor index : shared.indexes()) {
      writeIndex(out, index);
    }
    out.writeEndArray();
    out.writeStringField("billing", shared.billing().name());
    writeThroughput(out, shared.throughput());
    writeViewType(out, shared.streamViewType());
    writeOptions(out, shared.options());
    out.writeNumberField("seed", shared.seed());
    writeTimeToLive(out, shared.timeToLive());
    out.writeEndObject();
  }

  private static void writeOptions(JsonGenerator out, TableOptions options) throws IOException {
    out.writeObjectFieldStart("options");
    out.writeStringField("kmsKeyId", options.kmsKeyId());
    out.writeObjectFieldStart("maxOnDemand");
    writeThroughput(out, options.maxOnDemand());
    out.writeEndObject();
    out.writeObjectFieldStart("warm");
    writeThroughput(out, options.warm());
    out.writeEndObject();
    out.writeNumberField("onDemandAtMs", options.onDemandAtMs());
    writeHistory(out, options.history());
    writeStrings(
        out, "switchesMs", options.switchesMs().stream().map(each -> Long.toString(each)).toList());
    out.writeEndObject();
  }

  private static TableOptions readOptions(StrictJson in, int format) throws IOException {
    if (format == FORMAT_WITHOUT_OPTIONS) {
      return TableOptions.DEFAULT;
    }
    in.startObjectField("options");
    TableOptions options =
        new TableOptions(
            in.nullableStringField("kmsKeyId"),
            readThroughputOf(in, "maxOnDemand"),
            readThroughputOf(in, "warm"),
            format <= FORMAT_WITHOUT_HISTORY ? 0 : in.longField("onDemandAtMs"),
            readHistory(in, format),
            format <= FORMAT_WITHOUT_POLICIES
                ? List.of()
                : in.strings("switchesMs").stream().map(Long::valueOf).toList());
    in.endObject();
    return options;
  }

  private static Throughput readThroughputOf(StrictJson in, String field) throws IOException {
    in.startObjectField(field);
    Throughput throughput = readThroughput(in);
    in.endObject();
    return throughput;
  }

  private static void writeHistory(JsonGenerator out, CapacityHistory history) throws IOException {
    out.writeNumberField("increasedAtMs", history.increasedAtMs());
    out.writeNumberField("decreasedAtMs", history.decreasedAtMs());
    out.writeNumberField("decreases", history.decreases());
  }

  private static CapacityHistory readHistory(StrictJson in, int format) throws IOException {
    return format <= FORMAT_WITHOUT_HISTORY
        ? CapacityHistory.NONE
        : new CapacityHistory(
            in.longField("increasedAtMs"), in.longField("decreasedAtMs"), in.intField("decreases"));
  }

  private static SharedSettings readShared(StrictJson in, int format) throws IOException {
    in.startObjectField("shared");
    SharedSettings shared =
        new SharedSettings(
            in.longField("version"),
            in.longField("createdAtMs"),
            in.objects(
                "attributes",
                () ->
                    new AttributeDefinition(
                        in.stringField("name"), in.enumField("type", ScalarType.class))),
            readKey(in),
            in.objects("indexes", () -> readIndex(in, format)),
            in.enumField("billing", BillingMode.class),
            readThroughput(in),
            in.nullableEnumField("streamViewType", StreamViewType.class),
            readOptions(in, format),
            format <= FORMAT_WITHOUT_SEED ? 0 : in.longField("seed"),
            format <= FORMAT_WITHOUT_TIME_TO_LIVE ? null : readTimeToLive(in));
    in.endObject();
    return shared;
  }

  private static void writeTimeToLive(JsonGenerator out, @Nullable TimeToLive setting)
      throws IOException {
    out.writeArrayFieldStart("timeToLive");
    if (setting != null) {
      out.writeStartObject();
      out.writeNumberField("id", setting.id());
      out.writeStringField("attribute", setting.attribute());
      out.writeBooleanField("enabled", setting.enabled());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static @Nullable TimeToLive readTimeToLive(StrictJson in) throws IOException {
    List<TimeToLive> settings =
        in.objects(
            "timeToLive",
            () ->
                new TimeToLive(
                    in.longField("id"), in.stringField("attribute"), in.booleanField("enabled")));
    if (settings.size() > 1) {
      throw in.malformed("more than one time to live");
    }
    return settings.isEmpty() ? null : settings.getFirst();
  }

  private static void writeIndex(JsonGenerator out, IndexDescriptor index) throws IOException {
    out.writeStartObject();
    out.writeNumberField("id", index.id());
    out.writeStringField("name", index.name());
    out.writeStringField("scope", index.scope().name());
    writeKey(out, index.key());
    out.writeStringField("projection", index.projection().kind().name());
    writeStrings(out, "nonKeyAttributes", index.projection().nonKeyAttributes());
    writeThroughput(out, index.throughput());
    writeHistory(out, index.history());
    out.writeStringField("status", index.status().name());
    out.writeEndObject();
  }

  private static IndexDescriptor readIndex(StrictJson in, int format) throws IOException {
    return new IndexDescriptor(
        in.longField("id"),
        in.stringField("name"),
        in.enumField("scope", IndexDescriptor.Scope.class),
        readKey(in),
        new Projection(
            in.enumField("projection", Projection.Kind.class), in.strings("nonKeyAttributes")),
        readThroughput(in),
        readHistory(in, format),
        in.enumField("status", IndexDescriptor.Status.class));
  }

  private static void writeKey(JsonGenerator out, KeySchema key) throws IOException {
    writeStrings(out, "hash", key.hash());
    writeStrings(out, "range", key.range());
  }

  private static KeySchema readKey(StrictJson in) throws IOException {
    return new KeySchema(in.strings("hash"), in.strings("range"));
  }

  private static void writeThroughput(JsonGenerator out, Throughput throughput) throws IOException {
    out.writeNumberField("readUnits", throughput.readUnits());
    out.writeNumberField("writeUnits", throughput.writeUnits());
  }

  private static Throughput readThroughput(StrictJson in) throws IOException {
    return new Throughput(in.longField("readUnits"), in.longField("writeUnits"));
  }

  private static void writeViewType(JsonGenerator out, @Nullable StreamViewType viewType)
      throws IOException {
    out.writeStringField("streamViewType", viewType == null ? null : viewType.name());
  }

  private static void writeLocal(JsonGenerator out, LocalSettings local) throws IOException {
    out.writeObjectFieldStart("local");
    out.writeBooleanField("deletionProtection", local.deletionProtection());
    out.writeArrayFieldStart("tags");
    for (Map.Entry<String, String> tag : new TreeMap<>(local.tags()).entrySet()) {
      out.writeStartObject();
      out.writeStringField("key", tag.getKey());
      out.writeStringField("value", tag.getValue());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeStringField("tableClass", local.tableClass());
    out.writeArrayFieldStart("streams");
    for (StreamDescriptor stream : local.streams()) {
      out.writeStartObject();
      out.writeNumberField("createdAtMs", stream.createdAtMs());
      out.writeStringField("viewType", stream.viewType().name());
      out.writeNumberField("disabledAtMs", stream.disabledAtMs());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberField("timeToLiveDone", local.timeToLiveDone());
    out.writeArrayFieldStart("policies");
    for (ResourcePolicy policy : local.policies()) {
      out.writeStartObject();
      out.writeStringField("resource", policy.resource());
      out.writeStringField("text", policy.text());
      out.writeStringField("revision", policy.revision());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeBooleanField("disassociationProtection", local.disassociationProtection());
    out.writeArrayFieldStart("destinations");
    for (KinesisDestination destination : local.destinations()) {
      out.writeStartObject();
      out.writeStringField("streamArn", destination.streamArn());
      out.writeNumberField("enabledAtMs", destination.enabledAtMs());
      out.writeNumberField("disabledAtMs", destination.disabledAtMs());
      out.writeStringField("precision", destination.precision().name());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("insights");
    for (ContributorInsights insights : local.insights()) {
      out.writeStartObject();
      out.writeStringField("index", insights.index());
      out.writeBooleanField("enabled", insights.enabled());
      out.writeStringField("mode", insights.mode().name());
      out.writeNumberField("sinceMs", insights.sinceMs());
      out.writeNumberField("changedAtMs", insights.changedAtMs());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static LocalSettings readLocal(StrictJson in, int format) throws IOException {
    in.startObjectField("local");
    boolean deletionProtection = in.booleanField("deletionProtection");
    Map<String, String> tags = new TreeMap<>();
    in.objects("tags", () -> Map.entry(in.stringField("key"), in.stringField("value")))
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    LocalSettings local =
        new LocalSettings(
            deletionProtection,
            tags,
            in.stringField("tableClass"),
            in.objects(
                "streams",
                () ->
                    new StreamDescriptor(
                        in.longField("createdAtMs"),
                        in.enumField("viewType", StreamViewType.class),
                        in.longField("disabledAtMs"))),
            format <= FORMAT_WITHOUT_TIME_TO_LIVE ? 0 : in.longField("timeToLiveDone"),
            format <= FORMAT_WITHOUT_POLICIES
                ? List.of()
                : in.objects("policies", () -> policy(in)),
            format <= FORMAT_WITHOUT_DISASSOCIATION || in.booleanField("disassociationProtection"),
            format <= FORMAT_WITHOUT_DESTINATIONS
                ? List.of()
                : in.objects("destinations", () -> destination(in)),
            format <= FORMAT_WITHOUT_DESTINATIONS
                ? List.of()
                : in.objects("insights", () -> insights(in)));
    in.endObject();
    return local;
  }

  private static ResourcePolicy policy(StrictJson in) throws IOException {
    return new ResourcePolicy(
        in.stringField("resource"), in.stringField("text"), in.stringField("revision"));
  }

  private static KinesisDestination destination(StrictJson in) throws IOException {
    return new KinesisDestination(
        in.stringField("streamArn"),
        in.longField("enabledAtMs"),
        in.longField("disabledAtMs"),
        in.enumField("precision", KinesisDestination.Precision.class));
  }

  private static ContributorInsights insights(StrictJson in) throws IOException {
    return new ContributorInsights(
        in.stringField("index"),
        in.booleanField("enabled"),
        in.enumField("mode", ContributorInsights.Mode.class),
        in.longField("sinceMs"),
        in.longField("changedAtMs"));
  }

  private static void writeReplicas(JsonGenerator out, Map<Region, ReplicaDescriptor> replicas)
      throws IOException {
    out.writeArrayFieldStart("replicas");
    for (ReplicaDescriptor replica : new TreeMap<>(replicas).values()) {
      out.writeStartObject();
      out.writeStringField("region", replica.region().name());
      out.writeStringField("status", replica.status().name());
      out.writeNumberField("version", replica.version());
      out.writeBooleanField("deletionProtection", replica.deletionProtection());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static Map<Region, ReplicaDescriptor> readReplicas(StrictJson in, int format)
      throws IOException {
    Map<Region, ReplicaDescriptor> replicas = new TreeMap<>();
    in.objects(
            "replicas",
            () ->
                new ReplicaDescriptor(
                    new Region(in.stringField("region")),
                    in.enumField("status", ReplicaDescriptor.Status.class),
                    in.longField("version"),
                    format > FORMAT_WITHOUT_PROTECTION && in.booleanField("deletionProtection")))
        .forEach(replica -> replicas.put(replica.region(), replica));
    return replicas;
  }

  private static void writeStrings(JsonGenerator out, String field, List<String> values)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }
}
