package io.antipode.node.transfer.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.amazon.ion.IonType;
import com.amazon.ion.IonWriter;
import com.amazon.ion.system.IonTextWriterBuilder;
import io.antipode.node.item.AttributeValue;
import io.antipode.node.item.Item;
import io.antipode.node.json.JsonOut;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the lines of an export's files. Not thread-safe. */
public sealed interface ItemLines {
  /** An item as it was at the export's moment. */
  void whole(Item item, OutputStream out) throws IOException;

  /**
   * What became of an item in the export's time.
   *
   * @param newImage null where it was deleted
   * @param oldImage null where there was none, or none is wanted
   */
  void change(
      long epochMicros,
      Item key,
      @Nullable Item newImage,
      @Nullable Item oldImage,
      OutputStream out)
      throws IOException;

  /** DynamoDB JSON. */
  static ItemLines json() {
    return new Json();
  }

  /** Ion text. */
  static ItemLines ion() {
    return new Ion();
  }

  /** {@code {"Item":{"id":{"S":"a"}}}}. */
  final class Json implements ItemLines {
    private final JsonOut json = new JsonOut();

    private Json() {}

    @Override
    public void whole(Item item, OutputStream out) throws IOException {
      json.reset().beginObject().name("Item").item(item).endObject();
      write(out);
    }

    @Override
    public void change(
        long epochMicros,
        Item key,
        @Nullable Item newImage,
        @Nullable Item oldImage,
        OutputStream out)
        throws IOException {
      json.reset().beginObject();
      json.name("Metadata").beginObject();
      json.name("WriteTimestampMicros").beginObject();
      json.name("N").value(Long.toString(epochMicros));
      json.endObject();
      json.endObject();
      json.name("Keys").item(key);
      if (newImage != null) {
        json.name("NewImage").item(newImage);
      }
      if (oldImage != null) {
        json.name("OldImage").item(oldImage);
      }
      json.endObject();
      write(out);
    }

    private void write(OutputStream out) throws IOException {
      out.write(json.array(), 0, json.length());
      out.write('\n');
    }
  }

  /** {@code $ion_1_0 {Item:{id:"a"}}}. */
  final class Ion implements ItemLines {
    private static final byte[] VERSION = "$ion_1_0 ".getBytes(US_ASCII);

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private Ion() {}

    private interface Body {
      void write(IonWriter ion) throws IOException;
    }

    @Override
    public void whole(Item item, OutputStream out) throws IOException {
      line(
          out,
          ion -> {
            ion.setFieldName("Item");
            struct(ion, item.toMap());
          });
    }

    @Override
    public void change(
        long epochMicros,
        Item key,
        @Nullable Item newImage,
        @Nullable Item oldImage,
        OutputStream out)
        throws IOException {
      line(
          out,
          ion -> {
            ion.setFieldName("Record");
            ion.stepIn(IonType.STRUCT);
            ion.setFieldName("Metadata");
            ion.stepIn(IonType.STRUCT);
            ion.setFieldName("WriteTimestampMicros");
            ion.writeDecimal(BigDecimal.valueOf(epochMicros));
            ion.stepOut();
            image(ion, "Keys", key);
            image(ion, "NewImage", newImage);
            image(ion, "OldImage", oldImage);
            ion.stepOut();
          });
    }

    private static void image(IonWriter ion, String name, @Nullable Item item) throws IOException {
      if (item != null) {
        ion.setFieldName(name);
        struct(ion, item.toMap());
      }
    }

    private void line(OutputStream out, Body body) throws IOException {
      line.reset();
      try (IonWriter ion = IonTextWriterBuilder.minimal().build((OutputStream) line)) {
        ion.stepIn(IonType.STRUCT);
        body.write(ion);
        ion.stepOut();
      }
      out.write(VERSION);
      line.writeTo(out);
      out.write('\n');
    }

    private static void struct(IonWriter ion, Map<String, AttributeValue> members)
        throws IOException {
      ion.stepIn(IonType.STRUCT);
      for (Map.Entry<String, AttributeValue> member : members.entrySet()) {
        ion.setFieldName(member.getKey());
        value(ion, member.getValue());
      }
      ion.stepOut();
    }

    private static void value(IonWriter ion, AttributeValue value) throws IOException {
      switch (value) {
        case AttributeValue.S s -> ion.writeString(s.value());
        case AttributeValue.N n -> number(ion, n);
        case AttributeValue.B b -> ion.writeBlob(b.value().array());
        case AttributeValue.Bool b -> ion.writeBool(b.value());
        case AttributeValue.Null ignored -> ion.writeNull();
        case AttributeValue.Ss ss -> {
          beginSet(ion, "$dynamodb_SS");
          for (String text : ss.values()) {
            ion.writeString(text);
          }
          ion.stepOut();
        }
        case AttributeValue.Ns ns -> {
          beginSet(ion, "$dynamodb_NS");
          for (var number : ns.values()) {
            number(ion, new AttributeValue.N(number));
          }
          ion.stepOut();
        }
        case AttributeValue.Bs bs -> {
          beginSet(ion, "$dynamodb_BS");
          for (var bytes : bs.values()) {
            ion.writeBlob(bytes.array());
          }
          ion.stepOut();
        }
        case AttributeValue.L l -> {
          ion.stepIn(IonType.LIST);
          for (AttributeValue element : l.values()) {
            value(ion, element);
          }
          ion.stepOut();
        }
        case AttributeValue.M m -> struct(ion, m.values());
      }
    }

    private static void number(IonWriter ion, AttributeValue.N number) throws IOException {
      ion.writeDecimal(new BigDecimal(number.value().toString()));
    }

    private static void beginSet(IonWriter ion, String annotation) throws IOException {
      ion.addTypeAnnotation(annotation);
      ion.stepIn(IonType.LIST);
    }
  }
}
