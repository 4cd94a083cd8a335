/** Real processes under a few faults: short enough for every build. */
@NullMarked
package io.antipode.load.chaos;

import org.jspecify.annotations.NullMarked;
