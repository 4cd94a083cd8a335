/**
 * The API's actions. Each decodes its request into a typed value, executes it, and renders its
 * typed result; see {@link io.antipode.node.operation.Action} and {@link
 * io.antipode.node.operation.Dispatch}, which takes a call through the three. Stateless, on any
 * event loop. An action looks the members of its input up in static finals and takes their values
 * from {@code Fields}, where items and attribute values are decoded by the item codec and a refused
 * one is thrown by its accessor. A table is named by {@link io.antipode.node.operation.TableName}.
 * Start reading at {@link io.antipode.node.operation.Action}.
 */
@NullMarked
package io.antipode.node.operation;

import org.jspecify.annotations.NullMarked;
