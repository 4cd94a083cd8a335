/**
 * The control plane: tables and what belongs to them (indexes, streams, tags, replicas). Requests
 * are validated, turned into one atomic change of the catalog and answered with the table's
 * description. Stateless, on any event loop. Start reading at {@link
 * io.antipode.node.operation.table.CreateTable}.
 */
@NullMarked
package io.antipode.node.operation.table;

import org.jspecify.annotations.NullMarked;
