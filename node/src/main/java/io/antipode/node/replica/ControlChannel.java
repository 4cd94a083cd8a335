package io.antipode.node.replica;

import io.antipode.cluster.topology.Region;

/**
 * Carries the control plane's messages to peers, as a port; messages may be lost, repeated and
 * reordered. Any thread.
 */
public interface ControlChannel {
  /** Sends if it can. */
  void send(Region peer, byte[] message);
}
