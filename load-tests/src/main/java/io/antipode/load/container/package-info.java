/**
 * Antipode as a container image, FROM scratch: no registry takes part. The image holds a Java
 * runtime of the needed modules, the few shared libraries that it loads, and the product's jars.
 * Blocking; needs {@code jlink} and, to hand the image over, Docker. Start reading at {@link
 * io.antipode.load.container.AntipodeImage}.
 */
@NullMarked
package io.antipode.load.container;

import org.jspecify.annotations.NullMarked;
