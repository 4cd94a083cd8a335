package io.antipode.node.storage.view;

import io.antipode.replication.clock.Version;

/**
 * What stands under a key, without its image.
 *
 * @param imageBytes the length of the item's canonical bytes; 0 for a tombstone
 */
public record StoredHead(Version version, int imageBytes) {}
