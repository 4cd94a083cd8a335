/**
 * What requests may consume of a table: provisioned capacity, and the maximum of tables that are
 * billed per request, per table and per global index. Buckets are shared by the loops of a region
 * without locks; time is a port. Start reading at {@link io.antipode.node.admission.Admission}.
 */
@NullMarked
package io.antipode.node.admission;

import org.jspecify.annotations.NullMarked;
