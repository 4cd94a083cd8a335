/**
 * Requests of the control plane: small, read into a tree, and checked against the service's model
 * before anything else, with the texts of the service. Immutable shapes, safe on any thread. Start
 * reading at {@link io.antipode.node.operation.request.Shape}.
 */
@NullMarked
package io.antipode.node.operation.request;

import org.jspecify.annotations.NullMarked;
