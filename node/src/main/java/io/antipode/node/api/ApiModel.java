package io.antipode.node.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The machine-readable model of a service: its actions, and the shapes of what they take and
 * answer. It is read from two resources, {@code NAME.model} and {@code NAME.overlay}: facts of the
 * model that AWS publishes, and what that lacks; each says at its head how it is written. A shape
 * is made when it is first asked for, so that a start pays for the actions that there are. Any
 * thread.
 */
public final class ApiModel {
  public static final ApiModel DYNAMODB = new ApiModel(ModelFile.read("dynamodb"));
  public static final ApiModel STREAMS = new ApiModel(ModelFile.read("dynamodbstreams"));

  /** What of Kinesis reads a data stream. */
  public static final ApiModel KINESIS = new ApiModel(ModelFile.read("kinesis"));

  private final ModelFile file;
  private final ShapeReader shapes;

  private ApiModel(ModelFile file) {
    this.file = file;
    this.shapes = new ShapeReader(file);
  }

  /**
   * A member of the model that we don't do, and why.
   *
   * @param structure name of the shape that has it
   */
  public record Omission(Kind kind, String structure, String member, String reason) {
    /** What becomes of such a member. */
    public enum Kind {
      /** A request that has it gets a ValidationException. */
      REFUSED,
      /** A request may have it, and nothing changes. */
      IGNORED,
      /** No answer has it. */
      UNANSWERED
    }
  }

  /** What stands before the action's name in {@code X-Amz-Target}, without the dot. */
  public String target() {
    return file.target();
  }

  /** Names of all actions, whether we have them or not. */
  public Collection<String> actions() {
    return file.actions().keySet();
  }

  /** What an action takes. */
  public Structure input(String action) {
    return structure(file.action(action).input());
  }

  /** What an action answers; a structure without members where its answer is empty. */
  public Structure output(String action) {
    return structure(file.action(action).output());
  }

  /** A structure by its name in the model. */
  public Structure structure(String name) {
    return (Structure) shapes.shape(name);
  }

  /** Every member that is listed as not done. */
  public List<Omission> omissions() {
    return file.omissions();
  }

  /** Why an action is not there yet; keyed by the action. */
  public Map<String, String> missingActions() {
    return file.missingActions();
  }
}
