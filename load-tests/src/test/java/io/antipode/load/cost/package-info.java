@NullMarked
package io.antipode.load.cost;

import org.jspecify.annotations.NullMarked;
