/**
 * Files as a port, and the adapter to the machine's. What is written here is read back checked: a
 * reader that meets bytes that have changed throws {@link
 * io.antipode.replication.disk.DamagedFileException}. Any thread, as the port says. Start reading
 * at {@link io.antipode.replication.disk.Disk}.
 */
@NullMarked
package io.antipode.replication.disk;

import org.jspecify.annotations.NullMarked;
