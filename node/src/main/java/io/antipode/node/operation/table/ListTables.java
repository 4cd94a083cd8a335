package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.operation.Call;
import io.antipode.node.operation.Operation;
import io.antipode.node.operation.request.Body;
import java.io.IOException;
import java.util.List;

/** {@code ListTables}: names in order, by pages. */
public final class ListTables implements Operation {
  private static final long MAX_PAGE = 100;

  private final TableContext context;

  public ListTables(TableContext context) {
    this.context = context;
  }

  @Override
  public String name() {
    return "ListTables";
  }

  @Override
  public void handle(Call call) throws IOException {
    Body request = Body.read(call.body(), TableShapes.LIST_TABLES);
    String after = request.textOrNull("ExclusiveStartTableName");
    Long limit = request.numberOrNull("Limit");
    long page = limit == null ? MAX_PAGE : limit;
    List<String> names =
        context.catalog().view().all().stream()
            .filter(table -> table.status() != TableStatus.DELETED)
            .map(TableDescriptor::name)
            .filter(table -> after == null || table.compareTo(after) > 0)
            .sorted()
            .limit(page + 1)
            .toList();
    boolean more = names.size() > page;
    List<String> shown = more ? names.subList(0, (int) page) : names;
    Answers.object(
        call,
        out -> {
          out.name("TableNames").beginArray();
          shown.forEach(out::value);
          out.endArray();
          if (more) {
            out.name("LastEvaluatedTableName").value(shown.getLast());
          }
        });
  }
}
