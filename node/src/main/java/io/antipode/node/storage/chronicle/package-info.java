/**
 * Items in Chronicle Map files: outside the heap, in the page cache, at the speed of a hash lookup.
 * The only importer of {@code net.openhft}. One thread at a time per store. Start reading at {@link
 * io.antipode.node.storage.chronicle.ChronicleItemStore}, then {@code GrowingMap} and {@code
 * EntryFinder}.
 */
@NullMarked
package io.antipode.node.storage.chronicle;

import org.jspecify.annotations.NullMarked;
