/**
 * The actions about exports, imports and bulk operations: requests are checked as AWS checks them,
 * and handed to {@code node.transfer}. Stateless, on any event loop. Start reading at {@link
 * io.antipode.node.operation.transfer.ExportTableToPointInTime}. Texts that no document of AWS
 * tells are as others have seen them on AWS, or, of what is newest, our own.
 */
@NullMarked
package io.antipode.node.operation.transfer;

import org.jspecify.annotations.NullMarked;
