/** Specifications of the Chronicle Map store. */
@NullMarked
package io.antipode.node.storage.chronicle;

import org.jspecify.annotations.NullMarked;
