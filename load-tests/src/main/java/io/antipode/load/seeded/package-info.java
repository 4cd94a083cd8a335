/**
 * Deliberate bugs, to see whether the harness would notice. The product has no switch for any of
 * them: a bug is a patch of one method's bytecode, loaded in a class loader of its own (for
 * simulations) or written into a folder that comes before the product's jars on the class path (for
 * processes). A patch that no longer finds its place fails loudly. Any thread. Start reading at
 * {@link io.antipode.load.seeded.SeededBugs}.
 */
@NullMarked
package io.antipode.load.seeded;

import org.jspecify.annotations.NullMarked;
