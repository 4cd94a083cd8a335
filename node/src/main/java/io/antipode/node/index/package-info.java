/**
 * What has an entry in which secondary index: one compiled definition, which the shard's views,
 * capacity units, queries and the checks of writes share. Immutable values, any thread; sees items,
 * the catalog and the port of storage that it fills. Start reading at {@link
 * io.antipode.node.index.IndexDefinition}.
 */
@NullMarked
package io.antipode.node.index;

import org.jspecify.annotations.NullMarked;
