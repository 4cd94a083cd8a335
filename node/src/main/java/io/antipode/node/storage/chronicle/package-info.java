/**
 * A shard's items in Chronicle Map: the only importer of {@code net.openhft}. The files are views,
 * trusted only after an orderly close. Confined to the shard's loop once attached. Start reading at
 * {@link io.antipode.node.storage.chronicle.ChronicleItemStore}.
 */
@NullMarked
package io.antipode.node.storage.chronicle;

import org.jspecify.annotations.NullMarked;
