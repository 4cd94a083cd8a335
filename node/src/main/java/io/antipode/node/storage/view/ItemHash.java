package io.antipode.node.storage.view;

import io.antipode.cluster.placement.PartitionHash;
import io.antipode.replication.clock.Version;
import java.util.zip.CRC32C;

/**
 * The 64-bit hash of one live item that digests sum up. Regions compare digests, so it is part of
 * the protocol between them. One thread at a time.
 */
public final class ItemHash {
  private final CRC32C crc = new CRC32C();

  public long of(byte[] key, Version version, byte[] image) {
    long hash = PartitionHash.mix(version.hlc() ^ crcOf(key) << 32);
    hash = PartitionHash.mix(hash + crcOf(image));
    return PartitionHash.mix(hash ^ version.region().name().hashCode());
  }

  private long crcOf(byte[] bytes) {
    crc.reset();
    crc.update(bytes);
    return crc.getValue();
  }
}
