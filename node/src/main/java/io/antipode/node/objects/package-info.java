/**
 * Buckets of objects as a port: what {@code s3://bucket/key} means here. A folder by setting, or an
 * endpoint that speaks S3; the adapters are elsewhere. Everything blocks, so none of it is called
 * on an event loop. Depends on the JDK alone. Start reading at {@link
 * io.antipode.node.objects.ObjectStore}.
 */
@NullMarked
package io.antipode.node.objects;

import org.jspecify.annotations.NullMarked;
