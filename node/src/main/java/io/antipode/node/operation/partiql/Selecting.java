package io.antipode.node.operation.partiql;

import io.antipode.node.action.Answer;
import io.antipode.node.action.CapacityUse;
import io.antipode.node.action.ReadPlan;
import io.antipode.node.action.ReadSource;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.ErrorType;
import io.antipode.node.api.Failures;
import io.antipode.node.item.Item;
import io.antipode.node.operation.Caller;
import io.antipode.node.operation.query.PageResult;
import io.antipode.node.operation.query.Query;
import io.antipode.node.operation.query.QueryRequest;
import io.antipode.node.operation.query.ReadOptions;
import io.antipode.node.operation.query.Scan;
import io.antipode.node.operation.query.ScanRequest;
import io.antipode.node.operation.query.Segment;
import io.antipode.node.operation.query.Select;
import io.antipode.replication.memory.MemoryShare;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT under way: the steps of its plan, one after the other, until the page is full. Runs
 * wherever the last answer came; used by one thread at a time.
 */
final class Selecting implements Answer<PageResult> {
  private final Query query;
  private final Scan scan;
  private final MemoryShare memory;
  private final StatementRequest request;
  private final BoundStatement.Read read;
  private final ReadSource source;
  private final SelectPlan plan;
  private final Caller caller;
  private final Answer<StatementResult> answer;
  private final List<Item> items = new ArrayList<>();
  private final CapacityUse use = new CapacityUse();

  private int step;
  private int scanned;

  /** Of what was gathered, taken of the memory while it waits for more. */
  private long heldBytes;

  Selecting(
      Query query,
      Scan scan,
      MemoryShare memory,
      StatementRequest request,
      BoundStatement.Read read,
      ReadSource source,
      Caller caller,
      Answer<StatementResult> answer) {
    this.query = query;
    this.scan = scan;
    this.memory = memory;
    this.request = request;
    this.read = read;
    this.source = source;
    this.plan = SelectPlan.of(source, read);
    this.caller = caller;
    this.answer = answer;
  }

  void start() {
    String given = request.nextToken();
    if (given == null) {
      ask(null);
      return;
    }
    NextToken token = NextToken.read(given, request.digest());
    if (token.step() >= plan.steps().size()) {
      throw ApiException.validation(NextToken.INVALID);
    }
    step = token.step();
    try {
      ask(token.key());
    } catch (RuntimeException refused) {
      ApiError error = Failures.errorOf(refused);
      throw token.key() != null && error != null && error.type() == ErrorType.VALIDATION
          ? ApiException.validation(NextToken.INVALID)
          : refused;
    }
  }

  private void ask(@Nullable Item startKey) {
    SelectPlan.Step next = plan.steps().get(step);
    ReadOptions options =
        new ReadOptions(
            source.table().table().name(),
            read.indexName(),
            startKey,
            next.filter(),
            read.view(),
            Select.UNSAID,
            request.consistent(),
            request.limit() - scanned,
            read.nestedRoots(),
            request.capacity());
    if (next.key() == null) {
      scan.execute(new ScanRequest(options, Segment.WHOLE), caller, this);
    } else {
      query.execute(new QueryRequest(options, next.key(), plan.forward(), null), caller, this);
    }
  }

  @Override
  public void succeed(PageResult page) {
    try {
      take(page);
    } catch (RuntimeException | Error failure) {
      fail(failure);
    }
  }

  private void take(PageResult page) {
    List<Item> found = Objects.requireNonNull(page.items());
    items.addAll(found);
    use.add(page.use());
    scanned += page.scanned();
    Item last = page.lastEvaluatedKey();
    if (last != null) {
      end(new NextToken(step, last));
    } else if (++step == plan.steps().size()) {
      end(null);
    } else if (scanned >= request.limit() || isFull()) {
      end(new NextToken(step, null));
    } else {
      hold(found);
      ask(null);
    }
  }

  /** Whether so much has been read that a query alone would have ended its page. */
  private boolean isFull() {
    double pageUnits = ReadPlan.PAGE_BYTES / 4_096.0 / (request.consistent() ? 1 : 2);
    return use.total() >= pageUnits;
  }

  private void hold(List<Item> found) {
    long bytes = 0;
    for (Item item : found) {
      bytes += item.bytes().length;
    }
    if (!memory.tryTake(bytes)) {
      throw new ApiException(Failures.TOO_MANY_READS);
    }
    heldBytes += bytes;
  }

  private void end(@Nullable NextToken token) {
    memory.giveBack(heldBytes);
    heldBytes = 0;
    answer.succeed(
        new StatementResult(
            items,
            token == null ? null : token.text(request.digest()),
            token == null ? null : token.key(),
            request.capacity(),
            source.table().table().name(),
            use));
  }

  @Override
  public void fail(Throwable failure) {
    memory.giveBack(heldBytes);
    heldBytes = 0;
    answer.fail(failure);
  }
}
