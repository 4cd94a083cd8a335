/**
 * Antipode in containers: one for each node, a network for each region and one between them. Needs
 * a Docker engine, and is skipped in a line where none answers.
 */
@NullMarked
package io.antipode.load.container;

import org.jspecify.annotations.NullMarked;
