/**
 * What a run of the harness found, and the pages that show it. {@link
 * io.antipode.load.report.RunReport} is the plain model; a command fills it through {@link
 * io.antipode.load.report.ReportBuilder}, and {@link io.antipode.load.report.ReportFiles} writes it
 * as one self-contained HTML file and as JSON. Depends on nothing else of the harness; Jackson
 * writes the JSON, indented and of any record, which the server's writer is not for. The model is
 * immutable; the builder may be filled from any thread. Start reading at {@link
 * io.antipode.load.report.RunReport}.
 */
@NullMarked
package io.antipode.load.report;

import org.jspecify.annotations.NullMarked;
