/** Specifications of bodies in CBOR. */
@NullMarked
package io.antipode.node.cbor;

import org.jspecify.annotations.NullMarked;
