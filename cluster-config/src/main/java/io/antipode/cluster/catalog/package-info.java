/**
 * What tables there are: immutable descriptors, versioned and merged by maximum version. Values are
 * safe on any thread. JSON is Jackson's here, by {@link io.antipode.cluster.catalog.StrictJson}:
 * the server's own reader and writer are far above this module, and a descriptor is coded only when
 * a table changes. Start reading at {@link io.antipode.cluster.catalog.TableDescriptor}.
 */
@NullMarked
package io.antipode.cluster.catalog;

import org.jspecify.annotations.NullMarked;
