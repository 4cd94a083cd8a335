package io.antipode.node.backup;

import io.antipode.node.backup.ArchiveRecord.Transfer;
import io.antipode.node.backup.ArchiveRecord.Transfer.Direction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the archive remembers of exports, imports and bulk operations. Looking is for any thread;
 * what is saved is seen at once, and durable when that completes, on the archive's loop.
 */
public final class TransferNotes {
  private final Archive archive;
  private final Map<String, Transfer> transfers = new ConcurrentHashMap<>();

  TransferNotes(Archive archive) {
    this.archive = archive;
  }

  void remember(Transfer transfer) {
    transfers.put(transfer.id(), transfer);
  }

  /** Whether there is nothing to tell. */
  public boolean isEmpty() {
    return transfers.isEmpty();
  }

  /** Those of a direction, in no order. */
  public List<Transfer> all(Direction direction) {
    return transfers.values().stream().filter(each -> each.direction() == direction).toList();
  }

  /** The one of that direction and id, or null. */
  public @Nullable Transfer find(Direction direction, String id) {
    Transfer found = transfers.get(id);
    return found == null || found.direction() != direction ? null : found;
  }

  /** Shows how far one is, without keeping it. */
  public void show(Transfer transfer) {
    transfers.replace(transfer.id(), transfer);
  }

  /** Remembers one, anew or as it stands now. */
  public CompletionStage<Boolean> save(Transfer transfer) {
    transfers.put(transfer.id(), transfer);
    return archive.save(transfer);
  }

  /** As {@link #save} of a new one: where it can't be kept there is none. */
  public CompletionStage<Transfer> begin(Transfer transfer) {
    return save(transfer)
        .whenComplete(
            (saved, failure) -> {
              if (failure != null) {
                transfers.remove(transfer.id());
              }
            })
        .thenApply(saved -> transfer);
  }

  /** Forgets one that is over. */
  public void forget(Transfer transfer) {
    transfers.remove(transfer.id());
    archive.forget(transfer);
  }

  /** Whether an export that is under way reads that copy. */
  boolean isUsed(String copyId) {
    Collection<Transfer> all = transfers.values();
    return all.stream().anyMatch(each -> !each.isOver() && each.copyId().equals(copyId));
  }
}
