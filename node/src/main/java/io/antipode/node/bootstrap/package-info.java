/**
 * Puts a node together and runs it: the only package that sees everything. Start reading at {@code
 * RegionNode}, which is built from ports alone, so that a simulation runs the very same object;
 * {@code Antipode} gives it real ports, {@code Main} a command line.
 */
@NullMarked
package io.antipode.node.bootstrap;

import org.jspecify.annotations.NullMarked;
