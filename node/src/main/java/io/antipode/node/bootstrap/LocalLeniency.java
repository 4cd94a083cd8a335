package io.antipode.node.bootstrap;

import io.antipode.node.json.Leniency;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Overlooks everything that DynamoDB Local does, and says each once. Any thread. */
final class LocalLeniency implements Leniency {
  private static final Logger LOG = LoggerFactory.getLogger(LocalLeniency.class);

  private record Told(Slip slip, String where) {}

  private final Set<Told> told = ConcurrentHashMap.newKeySet();

  @Override
  public boolean overlooks(Slip slip, String where) {
    if (told.add(new Told(slip, where))) {
      LOG.warn("{} was given {}, which AWS refuses; taken, as --lenient asks", where, slip);
    }
    return true;
  }
}
