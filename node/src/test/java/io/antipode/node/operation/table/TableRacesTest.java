package io.antipode.node.operation.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.catalog.Catalog;
import io.antipode.cluster.catalog.CatalogView;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.catalog.TableStatus;
import io.antipode.node.operation.Dispatch;
import io.antipode.node.operation.RecordedCall;
import io.antipode.node.operation.table.TableSizes.TableSize;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests about one table that overtake each other. */
final class TableRacesTest {
  private static final String NAMED = "{\"TableName\":\"Orders\"}";
  private static final String CREATE = Tables.create("'BillingMode':'PAY_PER_REQUEST'");

  private final Tables tables = new Tables();

  @Test
  void aTableThatIsProtectedMeanwhileIsNotDeleted() {
    tables.ask("CreateTable", CREATE);
    CompletableFuture<TableSize> size = new CompletableFuture<>();
    assertEquals(
        "VALIDATION: Resource cannot be deleted as it is currently protected against deletion."
            + " Disable deletion protection first.",
        RecordedCall.of(
            new Dispatch<>(new DeleteTable(context(tables.catalog, table -> size))),
            NAMED,
            () -> {
              tables.ask("UpdateTable", "{'TableName':'Orders','DeletionProtectionEnabled':true}");
              size.complete(TableSize.EMPTY);
            }));
    assertEquals(TableStatus.ACTIVE, tables.table("Orders").status());
  }

  @Test
  void aNameThatIsTakenMeanwhileIsNotGivenTwice() {
    LateCatalog late = new LateCatalog();
    assertEquals(
        "RESOURCE_IN_USE: Table already exists: Orders",
        RecordedCall.of(
            new Dispatch<>(new CreateTable(context(late, tables.context.sizes()))),
            CREATE.replace('\'', '"'),
            () -> {
              assertTrue(tables.ask("CreateTable", CREATE).startsWith("{"));
              late.go.complete(Map.of());
            }));
    assertEquals(1, tables.catalog.view().all().size());
  }

  private TableContext context(Catalog catalog, TableSizes sizes) {
    TableContext usual = tables.context;
    return new TableContext(
        usual.region(),
        catalog,
        usual.replicas(),
        sizes,
        usual.time(),
        usual.entropy(),
        usual.leniency(),
        usual.copies());
  }

  /** Changes nothing until it may. */
  private final class LateCatalog implements Catalog {
    private final CompletableFuture<Map<String, String>> go = new CompletableFuture<>();

    @Override
    public CatalogView view() {
      return tables.catalog.view();
    }

    @Override
    public CompletionStage<TableDescriptor> update(
        long tableId, UnaryOperator<@Nullable TableDescriptor> change) {
      return go.thenCompose(ready -> tables.catalog.update(tableId, change));
    }

    @Override
    public void listen(Consumer<CatalogView> listener) {
      tables.catalog.listen(listener);
    }
  }
}
