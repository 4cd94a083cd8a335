package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;

/** The errors that table operations share. */
final class Invalid {
  private Invalid() {}

  static ApiException parameter(String why) {
    return ApiException.validation("One or more parameter values were invalid: " + why);
  }

  static ApiException noSuchTable(String name) {
    return new ApiException(
        new ApiError(
            ErrorType.RESOURCE_NOT_FOUND,
            "Requested resource not found: Table: " + name + " not found"));
  }

  static ApiException inUse(String why) {
    return new ApiException(new ApiError(ErrorType.RESOURCE_IN_USE, why));
  }

  /** Refuses to change a table that is coming or going. */
  static void checkSettled(TableDescriptor table) {
    switch (table.status()) {
      case CREATING -> throw underWay("created", table);
      case DELETING -> throw underWay("deleted", table);
      case ACTIVE, UPDATING, DELETED -> {}
    }
  }

  /** Refuses to change a table while a replica of it comes or goes elsewhere, or parts here. */
  static void checkReplicasSettled(TableDescriptor table, Region here) {
    if (table.replicasChangeBeyond(here) || table.isPartingIn(here)) {
      throw underWay("updated", table);
    }
  }

  static ApiException underWay(String doing, TableDescriptor table) {
    return inUse(
        "Attempt to change a resource which is still in use: Table is being "
            + doing
            + ": "
            + table.name());
  }

  static ApiException limitExceeded(String why) {
    return new ApiException(new ApiError(ErrorType.LIMIT_EXCEEDED, why));
  }
}
