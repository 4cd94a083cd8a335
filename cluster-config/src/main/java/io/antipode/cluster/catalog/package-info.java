/**
 * What tables there are: immutable descriptors, versioned and merged by maximum version. Values are
 * safe on any thread. Start reading at {@link io.antipode.cluster.catalog.TableDescriptor}.
 */
@NullMarked
package io.antipode.cluster.catalog;

import org.jspecify.annotations.NullMarked;
