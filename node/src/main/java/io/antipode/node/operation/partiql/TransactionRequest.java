package io.antipode.node.operation.partiql;

import io.antipode.node.item.Bytes;
import io.antipode.node.operation.data.CapacityWanted;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ExecuteTransaction is asked.
 *
 * @param members all of them read, or all of them write
 * @param token that names what is to take place once, null for none
 * @param digest of the statements and their parameters
 */
public record TransactionRequest(
    List<Member> members, @Nullable String token, Bytes digest, CapacityWanted capacity) {
  /**
   * One statement.
   *
   * @param showsFailed whether an item that does not satisfy its conditions is answered
   */
  record Member(BoundStatement statement, boolean showsFailed) {}

  /** Whether it reads; else it writes. */
  boolean reads() {
    return members.getFirst().statement() instanceof BoundStatement.Read;
  }
}
