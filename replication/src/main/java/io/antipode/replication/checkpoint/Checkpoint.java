package io.antipode.replication.checkpoint;

/**
 * A finished checkpoint file.
 *
 * @param path on the disk
 * @param entries items and tombstones in it
 * @param lengthBytes of the file
 */
public record Checkpoint(String path, CheckpointHeader header, long entries, long lengthBytes) {}
