/** The key distributions have the shapes of the papers that they come from. */
@NullMarked
package io.antipode.load.bench.keys;

import org.jspecify.annotations.NullMarked;
