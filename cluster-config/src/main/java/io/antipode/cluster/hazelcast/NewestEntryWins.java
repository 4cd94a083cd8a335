package io.antipode.cluster.hazelcast;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import org.jspecify.annotations.Nullable;

/** How two halves of a region that meet again settle each key: by {@link MetadataEntry#beats}. */
public final class NewestEntryWins
    implements SplitBrainMergePolicy<byte[], MergingValue<byte[]>, byte[]> {

  @Override
  public byte @Nullable [] merge(
      MergingValue<byte[]> merging, @Nullable MergingValue<byte[]> existing) {
    byte[] left = merging.getDeserializedValue();
    byte[] right = existing == null ? null : existing.getDeserializedValue();
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    return MetadataEntry.decode(left).beats(MetadataEntry.decode(right)) ? left : right;
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
