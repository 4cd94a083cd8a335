/** Tests of the order of keys outside the heap. */
@NullMarked
package io.antipode.node.storage.keys;

import org.jspecify.annotations.NullMarked;
