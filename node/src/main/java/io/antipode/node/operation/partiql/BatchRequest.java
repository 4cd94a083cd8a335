package io.antipode.node.operation.partiql;

import io.antipode.node.api.ApiError;
import io.antipode.node.operation.data.CapacityWanted;
import java.util.List;

/** What BatchExecuteStatement is asked. */
public record BatchRequest(List<Member> members, CapacityWanted capacity) {
  /** One statement, or what is wrong with it. */
  sealed interface Member {
    /**
     * A statement.
     *
     * @param showsFailed whether an item that does not satisfy its conditions is answered
     */
    record Bound(BoundStatement statement, boolean consistent, boolean showsFailed)
        implements Member {
      /** Whether it reads; else it writes. */
      boolean reads() {
        return statement instanceof BoundStatement.Read;
      }
    }

    /** None. */
    record Wrong(ApiError error) implements Member {}
  }
}
