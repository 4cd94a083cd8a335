package io.antipode.node.bootstrap;

import io.antipode.cluster.settings.Buckets;
import io.antipode.node.objects.ObjectStore;
import io.antipode.node.runtime.FolderObjects;

/** The buckets that settings name. */
final class ObjectStores {
  private ObjectStores() {}

  static ObjectStore of(Buckets buckets) throws StartupException {
    return switch (buckets) {
      case Buckets.Folder folder -> new FolderObjects(folder.path());
      case Buckets.Endpoint endpoint ->
          throw new StartupException(
              "buckets are in a folder; " + endpoint.uri() + " can't hold them yet");
    };
  }
}
