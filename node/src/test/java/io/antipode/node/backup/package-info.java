/** Tests of copies of tables. */
@NullMarked
package io.antipode.node.backup;

import org.jspecify.annotations.NullMarked;
