/** Every deliberate bug is caught. */
@NullMarked
package io.antipode.load.seeded;

import org.jspecify.annotations.NullMarked;
