/**
 * Holds the program to its design: who may see whom, what may be called where, how source looks.
 */
@NullMarked
package io.antipode.load.architecture;

import org.jspecify.annotations.NullMarked;
