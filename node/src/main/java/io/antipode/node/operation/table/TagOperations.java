package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.request.Body;
import io.antipode.node.operation.request.Shape;
import io.antipode.node.operation.request.TableArn;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** {@code TagResource}, {@code UntagResource} and {@code ListTagsOfResource}. */
public final class TagOperations {
  private TagOperations() {}

  public static List<Operation> all(TableContext context) {
    return List.of(new Tag(context), new Untag(context), new ListTags(context));
  }

  private abstract static class OnResource implements Operation {
    final TableContext context;

    OnResource(TableContext context) {
      this.context = context;
    }

    Body read(Call call, Shape.Struct shape) throws IOException {
      return Body.read(call.body(), shape);
    }

    TableDescriptor table(Body request) {
      String arn = request.text("ResourceArn");
      if (!arn.startsWith("arn:")) {
        throw Invalid.parameter("ARNs must start with 'arn:': " + arn);
      }
      TableDescriptor table =
          context.catalog().view().byName(TableArn.table(context.region(), arn, "resourceArn"));
      if (table == null) {
        throw new ApiException(
            new ApiError(
                ErrorType.RESOURCE_NOT_FOUND,
                "Requested resource not found: ResourcArn: " + arn + " not found"));
      }
      return table;
    }

    void change(Call call, TableDescriptor table, UnaryOperator<Map<String, String>> change) {
      Answers.when(
          context
              .replicas()
              .update(
                  table.id(),
                  here -> {
                    Map<String, String> tags = change.apply(new HashMap<>(here.local().tags()));
                    TagRules.checkCount(tags);
                    return here.withLocal(here.local().withTags(tags));
                  }),
          call,
          after -> Answers.object(call, out -> {}));
    }
  }

  private static final class Tag extends OnResource {
    Tag(TableContext context) {
      super(context);
    }

    @Override
    public String name() {
      return "TagResource";
    }

    @Override
    public void handle(Call call) throws IOException {
      Body request = read(call, TableShapes.TAG_RESOURCE);
      TableDescriptor table = table(request);
      Map<String, String> added = TagRules.tags(request.structs("Tags"));
      if (added.isEmpty()) {
        throw ApiException.validation("Atleast one Tag needs to be provided as Input.");
      }
      change(
          call,
          table,
          tags -> {
            tags.putAll(added);
            return tags;
          });
    }
  }

  private static final class Untag extends OnResource {
    Untag(TableContext context) {
      super(context);
    }

    @Override
    public String name() {
      return "UntagResource";
    }

    @Override
    public void handle(Call call) throws IOException {
      Body request = read(call, TableShapes.UNTAG_RESOURCE);
      TableDescriptor table = table(request);
      List<String> removed = request.texts("TagKeys");
      if (removed.isEmpty()) {
        throw ApiException.validation("Atleast one Tag Key needs to be provided as Input.");
      }
      change(
          call,
          table,
          tags -> {
            removed.forEach(tags::remove);
            return tags;
          });
    }
  }

  private static final class ListTags extends OnResource {
    ListTags(TableContext context) {
      super(context);
    }

    @Override
    public String name() {
      return "ListTagsOfResource";
    }

    @Override
    public void handle(Call call) throws IOException {
      TableDescriptor table = table(read(call, TableShapes.LIST_TAGS));
      Answers.object(call, out -> write(out, new TreeMap<>(table.local().tags())));
    }

    private static void write(JsonOut out, Map<String, String> tags) {
      out.name("Tags").beginArray();
      tags.forEach(
          (key, value) -> {
            out.beginObject();
            out.name("Key").value(key);
            out.name("Value").value(value);
            out.endObject();
          });
      out.endArray();
    }
  }
}
