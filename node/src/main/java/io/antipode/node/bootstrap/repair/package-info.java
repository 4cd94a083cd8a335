/**
 * A region's folder at rest: whether all is there that was ({@code FolderCheck}, which every start
 * asks), what is damaged in it, and the way out ({@code RegionRepair}, behind {@code ./antipode
 * repair}). Knows disks and metadata, no sockets and no clocks, so that the damage campaign runs
 * the very same code. One thread at a time, and nobody else uses the folder. Start reading at
 * {@code RegionRepair}.
 */
@NullMarked
package io.antipode.node.bootstrap.repair;

import org.jspecify.annotations.NullMarked;
