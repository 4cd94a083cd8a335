/**
 * Gives a region's node real ports and runs it: the only package that sees everything. The node
 * itself is {@link io.antipode.node.region.RegionNode}, built from ports alone, so that a
 * simulation runs the very same object. Start reading at {@code Antipode}, which gives it real
 * ports, then {@code Main}, which has the command line.
 */
@NullMarked
package io.antipode.node.bootstrap;

import org.jspecify.annotations.NullMarked;
