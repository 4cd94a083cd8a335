package io.antipode.node.storage.view;

import java.util.List;

/**
 * What an orderly close left of an {@link ItemStore}, so that the next run can tell whether that is
 * still what lies there: not less, nor other bytes, nor an older copy. A store that forgets
 * everything has no parts.
 *
 * @param parts its files
 */
public record StoreSeal(List<Part> parts) {
  /** Of a store that leaves nothing. */
  public static final StoreSeal NONE = new StoreSeal(List.of());

  public StoreSeal {
    parts = List.copyOf(parts);
  }

  /**
   * One file.
   *
   * @param name without its folder, ASCII, at most 255 characters
   * @param checksum of its bytes, as the store takes it
   */
  public record Part(String name, long lengthBytes, int checksum) {}
}
