/**
 * Which key a request goes to: the distributions of YCSB (Cooper, Silberstein, Tam, Ramakrishnan,
 * Sears: "Benchmarking Cloud Serving Systems with YCSB", SoCC 2010), written from the papers. Pure
 * functions of a random source; an instance is confined to one thread. Start reading at {@link
 * io.antipode.load.bench.keys.KeyChooser}.
 */
@NullMarked
package io.antipode.load.bench.keys;

import org.jspecify.annotations.NullMarked;
