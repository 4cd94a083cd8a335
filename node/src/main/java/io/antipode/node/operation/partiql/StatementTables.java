package io.antipode.node.operation.partiql;

import io.antipode.cluster.topology.Region;
import io.antipode.node.action.ReadSource;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Arn;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.index.TableKeys;
import io.antipode.node.operation.OperationContext;
import io.antipode.node.operation.TableName;
import io.antipode.node.operation.data.TableLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the tables and indexes that statements name; any thread. */
final class StatementTables {
  private final Region region;
  private final TableLookup tables;

  StatementTables(OperationContext context) {
    region = context.region();
    tables = new TableLookup(context.catalog());
  }

  /** A table by its name, or by its ARN. */
  TableKeys find(String name) {
    if (Arn.isMeant(name)) {
      return tables.find(TableName.ofItems(region, name));
    }
    if (!TableName.isPossible(name)) {
      throw ApiException.validation(
          "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9',"
              + " '-', '_', '.'.");
    }
    return tables.find(name);
  }

  /** What a SELECT reads, which must show all that the statement selects by name. */
  static ReadSource source(TableKeys table, BoundStatement.Read read, boolean consistent) {
    String name = read.indexName();
    if (name == null) {
      return new ReadSource(table, null);
    }
    IndexDefinition index = table.index(name);
    if (index == null) {
      throw ApiException.validation("The table does not have the specified index");
    }
    if (index.hash().size() > 1 || index.range().size() > 1) {
      throw ApiException.validation(
          "PartiQL statements cannot be executed on tables with multi-attribute HASH keys or"
              + " multi-attribute RANGE keys.");
    }
    if (index.isGlobal()) {
      if (consistent) {
        throw ApiException.validation(
            "Strongly consistent read is not supported on Global Secondary Indexes");
      }
      requireProjected(index, read);
    }
    return new ReadSource(table, index);
  }

  private static void requireProjected(IndexDefinition index, BoundStatement.Read read) {
    Set<String> projected = index.projected();
    if (projected != null && !projected.containsAll(read.shown())) {
      List<String> missing = new ArrayList<>(read.shown());
      missing.removeAll(projected);
      throw ApiException.validation(
          "One or more parameter values were invalid: Global secondary index "
              + index.name()
              + " does not project "
              + missing);
    }
  }
}
