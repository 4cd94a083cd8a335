/**
 * The actions about Contributor Insights. Immutable; any thread. What is noted is in {@link
 * io.antipode.node.insight}.
 */
@NullMarked
package io.antipode.node.operation.insight;

import org.jspecify.annotations.NullMarked;
