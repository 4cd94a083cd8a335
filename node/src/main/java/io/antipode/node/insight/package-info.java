/**
 * Contributor Insights: which keys of a table, or of a global index, are used most and which are
 * throttled most. Any thread. Start reading at {@link io.antipode.node.insight.KeyInsights}.
 */
@NullMarked
package io.antipode.node.insight;

import org.jspecify.annotations.NullMarked;
