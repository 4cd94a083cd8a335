/**
 * The benchmarks that the README's table comes from. Each prints what it measured and may be run by
 * anyone.
 */
@NullMarked
package io.antipode.load.bench;

import org.jspecify.annotations.NullMarked;
