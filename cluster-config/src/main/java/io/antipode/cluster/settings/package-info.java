/**
 * What a node is told: file, environment and flags become one validated record, or a list of
 * everything that is wrong with them. Immutable values, safe on any thread. Start reading at {@link
 * io.antipode.cluster.settings.NodeSettings}.
 */
@NullMarked
package io.antipode.cluster.settings;

import org.jspecify.annotations.NullMarked;
