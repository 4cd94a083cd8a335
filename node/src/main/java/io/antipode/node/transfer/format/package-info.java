/**
 * Items as bytes in files: DynamoDB JSON, Ion and CSV, packed or not. Reading is a stream with
 * bounded buffers: a record that is too long, and an object that unpacks to too much, are errors
 * with a name. Confined to the thread that reads or writes; knows no tables but their keys. Start
 * reading at {@link io.antipode.node.transfer.format.RecordReader}.
 */
@NullMarked
package io.antipode.node.transfer.format;

import org.jspecify.annotations.NullMarked;
