package io.antipode.node.objects;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Buckets of objects. Any thread; every method blocks. */
public interface ObjectStore {
  /** One without any bucket. */
  ObjectStore NONE =
      new ObjectStore() {
        @Override
        public List<StoredObject> list(String bucket, String prefix, int max) throws IOException {
          throw new NoSuchBucketException(bucket);
        }

        @Override
        public InputStream read(String bucket, String key) throws IOException {
          throw new NoSuchBucketException(bucket);
        }

        @Override
        public Upload write(String bucket, String key) throws IOException {
          throw new NoSuchBucketException(bucket);
        }
      };

  /**
   * The objects whose keys begin with a prefix, in the order of their keys.
   *
   * @param max how many at most
   * @throws NoSuchBucketException where there is no such bucket
   */
  List<StoredObject> list(String bucket, String prefix, int max) throws IOException;

  /**
   * An object's bytes.
   *
   * @throws NoSuchBucketException where there is no such bucket
   * @throws java.io.FileNotFoundException where there is no such object
   */
  InputStream read(String bucket, String key) throws IOException;

  /**
   * Begins an object, in place of one that has the key already once it is complete.
   *
   * @throws NoSuchBucketException where there is no such bucket, and none is made
   */
  Upload write(String bucket, String key) throws IOException;
}
