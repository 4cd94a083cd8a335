package io.antipode.load.history;

import io.antipode.cluster.topology.Region;

/** A measurement of a region: memory, a queue's length. */
public record Sample(Region region, String name, long atNs, double value) {}
