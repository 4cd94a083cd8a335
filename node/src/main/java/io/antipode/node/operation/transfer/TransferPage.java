package io.antipode.node.operation.transfer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.antipode.node.api.ApiException;
import io.antipode.node.backup.ArchiveRecord.Transfer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Some transfers, and the token that the next ones are asked for with: the last one's id, in the
 * form that the model demands of AWS's tokens.
 *
 * @param nextToken null at the end
 */
public record TransferPage(List<Transfer> transfers, @Nullable String nextToken) {
  private static final int TOKEN_BYTES = 56;
  private static final int MAX_RESULTS = 25;

  static TransferPage of(
      List<Transfer> sorted,
      Predicate<Transfer> wanted,
      @Nullable Long max,
      @Nullable String token) {
    String after = token == null ? "" : id(token);
    int limit = max == null ? MAX_RESULTS : max.intValue();
    List<Transfer> found =
        sorted.stream()
            .filter(each -> each.id().compareTo(after) > 0)
            .filter(wanted)
            .limit(limit + 1L)
            .toList();
    if (found.size() <= limit) {
      return new TransferPage(found, null);
    }
    List<Transfer> page = found.subList(0, limit);
    return new TransferPage(page, token(page.getLast().id()));
  }

  private static String token(String id) {
    return HexFormat.of().formatHex(Arrays.copyOf(id.getBytes(US_ASCII), TOKEN_BYTES));
  }

  private static String id(String token) {
    try {
      return new String(HexFormat.of().parseHex(token), US_ASCII).replace("\0", "");
    } catch (IllegalArgumentException e) {
      throw ApiException.validation("Invalid NextToken");
    }
  }
}
