package io.antipode.node.wire;

import io.antipode.node.api.ApiError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which region a port's requests are for. Any thread. */
public sealed interface Routing {
  /**
   * The regions that can be reached here; the first one that serves is meant where none is named.
   */
  List<RegionApi> regions();

  /**
   * The region for a request.
   *
   * @param signedFor empty for a request without a signature
   * @return null where such a request is refused
   */
  @Nullable RegionApi region(String signedFor);

  /** The first region that serves; the first of all where none does. */
  default RegionApi first() {
    return regions().stream()
        .filter(api -> !api.isHeldBack())
        .findFirst()
        .orElseGet(() -> regions().getFirst());
  }

  /** What a request for a region is told that no region here serves. */
  default ApiError unserved(String signedFor) {
    return ApiError.validation(
        "The request is signed for the region '"
            + signedFor
            + "', which this store does not have. Its regions: "
            + String.join(", ", regions().stream().map(api -> api.region().name()).toList()));
  }

  /** A region's own port serves that region, whatever the request is signed for. */
  record OneRegion(RegionApi api) implements Routing {
    @Override
    public List<RegionApi> regions() {
      return List.of(api);
    }

    @Override
    public RegionApi region(String signedFor) {
      return api;
    }
  }

  /**
   * The front door serves the region that the request is signed for, and the first region for
   * requests without a signature. Tools sign for regions of all kinds, {@code local} among them, so
   * the first region serves those that there aren't, too; unless it is strict.
   */
  record FrontDoor(Map<String, RegionApi> byName, boolean strict, UnservedRegions unserved)
      implements Routing {
    public static FrontDoor of(List<RegionApi> regions, boolean strict) {
      Map<String, RegionApi> byName = new LinkedHashMap<>();
      regions.forEach(api -> byName.put(api.region().name(), api));
      String first =
          regions.stream()
              .filter(api -> !api.isHeldBack())
              .findFirst()
              .orElseGet(regions::getFirst)
              .region()
              .name();
      return new FrontDoor(byName, strict, new UnservedRegions(first));
    }

    @Override
    public List<RegionApi> regions() {
      return List.copyOf(byName.values());
    }

    @Override
    public @Nullable RegionApi region(String signedFor) {
      RegionApi named = byName.get(signedFor);
      if (named != null) {
        return named;
      }
      if (signedFor.isEmpty()) {
        return first();
      }
      if (strict) {
        return null;
      }
      unserved.tell(signedFor);
      return first();
    }
  }
}
