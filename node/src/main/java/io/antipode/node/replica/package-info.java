/**
 * The control plane of global tables: which regions hold a table, and what they agree on. State is
 * the catalog's; this package changes it by pure functions and tells the other regions. Any thread.
 * Start reading at {@link io.antipode.node.replica.ReplicaMembership}.
 */
@NullMarked
package io.antipode.node.replica;

import org.jspecify.annotations.NullMarked;
