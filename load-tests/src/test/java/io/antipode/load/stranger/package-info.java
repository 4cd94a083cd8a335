@NullMarked
package io.antipode.load.stranger;

import org.jspecify.annotations.NullMarked;
