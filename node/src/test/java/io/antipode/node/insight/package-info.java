/** Specifications of Contributor Insights. */
@NullMarked
package io.antipode.node.insight;

import org.jspecify.annotations.NullMarked;
