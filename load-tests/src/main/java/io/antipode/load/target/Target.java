package io.antipode.load.target;

import java.net.InetSocketAddress;

/** Something that answers DynamoDB's protocol, ready for load. */
public interface Target extends AutoCloseable {
  String name();

  InetSocketAddress address();

  /** What its process is doing, for whoever waits in vain; empty where that can't be told. */
  default String threads() {
    return "";
  }

  /** Ends what was started for it. */
  @Override
  void close();

  /** A target that runs already and goes on running. */
  record Running(String name, InetSocketAddress address) implements Target {
    @Override
    public void close() {}
  }
}
