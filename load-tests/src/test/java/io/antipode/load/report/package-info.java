/** The report's page and data hold what the model holds, and need nothing from elsewhere. */
@NullMarked
package io.antipode.load.report;

import org.jspecify.annotations.NullMarked;
