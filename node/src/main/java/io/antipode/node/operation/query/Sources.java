package io.antipode.node.operation.query;

import io.antipode.cluster.catalog.IndexDescriptor;
import io.antipode.node.action.ReadSource;
import io.antipode.node.api.ApiException;
import io.antipode.node.index.IndexDefinition;
import io.antipode.node.index.TableKeys;

/** Finds what a request reads. */
final class Sources {
  private Sources() {}

  static ReadSource find(TableKeys table, ReadOptions options) {
    String name = options.indexName();
    if (name == null) {
      return new ReadSource(table, null);
    }
    IndexDefinition index = table.index(name);
    if (index == null) {
      throw ApiException.validation("The table does not have the specified index: " + name);
    }
    if (index.isGlobal() && options.consistent()) {
      throw ApiException.validation(
          "Consistent reads are not supported on global secondary indexes");
    }
    if (index.descriptor().status() == IndexDescriptor.Status.CREATING) {
      throw ApiException.validation("Cannot read from backfilling global secondary index: " + name);
    }
    return new ReadSource(table, index);
  }
}
