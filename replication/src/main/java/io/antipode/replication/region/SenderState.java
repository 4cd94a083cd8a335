package io.antipode.replication.region;

/** Where the sender of one shard to one peer stands; the transitions are in {@link Sender}. */
public enum SenderState {
  /** No session with the peer. */
  DOWN,
  /** Has asked the peer for its watermark. */
  PROBE,
  /** Ships the log from the watermark on. */
  STREAM,
  /** The peer could not take something; offers it again in a while. */
  HELD,
  /** The peer is behind the log's reach and gets a complete copy. */
  RESEED
}
