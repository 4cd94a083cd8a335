/**
 * What the node counts, under CloudWatch's names in snake case. Recording is cheap and any thread
 * may do it. Start reading at {@link io.antipode.node.metrics.RegionMetrics}.
 */
@NullMarked
package io.antipode.node.metrics;

import org.jspecify.annotations.NullMarked;
