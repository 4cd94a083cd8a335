package io.antipode.node.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which region a port's requests are for. */
public sealed interface Routing {
  /** The regions that can be reached here; the first one is meant where none is named. */
  List<RegionApi> regions();

  /** A region's own port serves that region, whatever the request is signed for. */
  record OneRegion(RegionApi api) implements Routing {
    @Override
    public List<RegionApi> regions() {
      return List.of(api);
    }
  }

  /**
   * The front door serves the region that the request is signed for, and the first region for
   * requests without a signature.
   */
  record FrontDoor(RegionApi first, Map<String, RegionApi> byName) implements Routing {
    public static FrontDoor of(List<RegionApi> regions) {
      Map<String, RegionApi> byName = new LinkedHashMap<>();
      for (RegionApi api : regions) {
        byName.put(api.region().name(), api);
      }
      return new FrontDoor(regions.getFirst(), byName);
    }

    @Override
    public List<RegionApi> regions() {
      return List.copyOf(byName.values());
    }
  }
}
