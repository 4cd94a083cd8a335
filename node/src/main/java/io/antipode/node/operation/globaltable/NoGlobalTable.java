package io.antipode.node.operation.globaltable;

import static io.antipode.node.api.ApiModel.DYNAMODB;

import io.antipode.node.action.Answer;
import io.antipode.node.api.Fields;
import io.antipode.node.api.Structure;
import io.antipode.node.json.JsonOut;
import io.antipode.node.operation.Action;
import io.antipode.node.operation.Caller;

/** The actions on one global table of 2017 by its name, which is never found. */
public final class NoGlobalTable implements Action<String, String> {
  private final String action;
  private final String before;
  private final Structure input;
  private final int name;

  private NoGlobalTable(String action, String before) {
    this.action = action;
    this.before = before;
    input = DYNAMODB.input(action);
    name = input.index("GlobalTableName");
  }

  /** {@code DescribeGlobalTable}. */
  public static NoGlobalTable described() {
    return new NoGlobalTable("DescribeGlobalTable", "Global table not found: ");
  }

  /** {@code DescribeGlobalTableSettings}. */
  public static NoGlobalTable settingsDescribed() {
    return new NoGlobalTable("DescribeGlobalTableSettings", "");
  }

  /** {@code UpdateGlobalTableSettings}. */
  public static NoGlobalTable settingsUpdated() {
    return new NoGlobalTable("UpdateGlobalTableSettings", "");
  }

  @Override
  public String name() {
    return action;
  }

  @Override
  public Structure input() {
    return input;
  }

  @Override
  public String decode(Fields fields) {
    return fields.text(name);
  }

  @Override
  public void execute(String table, Caller caller, Answer<String> answer) {
    answer.fail(Version2017.notFound(before, table));
  }

  @Override
  public void render(String table, JsonOut out) {
    throw new IllegalStateException("there are no global tables of 2017");
  }
}
