/**
 * Who is there: regions, nodes, members. Immutable values, safe on any thread, JDK only. Start
 * reading at {@link io.antipode.cluster.topology.Region}.
 */
@NullMarked
package io.antipode.cluster.topology;

import org.jspecify.annotations.NullMarked;
