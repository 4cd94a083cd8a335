/**
 * The physical result of one write and its byte layout, shared by the log, checkpoints and the wire
 * between regions. Pure. Start reading at {@link io.antipode.replication.mutation.Mutation}.
 */
@NullMarked
package io.antipode.replication.mutation;

import org.jspecify.annotations.NullMarked;
