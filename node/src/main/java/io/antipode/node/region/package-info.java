/**
 * One node of a region, put together from ports alone: no HTTP, no Vert.x, no Hazelcast, no clock
 * but the one that it is given, so that a simulation runs this very node. Start reading at {@link
 * io.antipode.node.region.RegionNode}.
 */
@NullMarked
package io.antipode.node.region;

import org.jspecify.annotations.NullMarked;
