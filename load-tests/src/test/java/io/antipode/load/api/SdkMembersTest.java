package io.antipode.load.api;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antipode.cluster.topology.Region;
import io.antipode.load.micro.DirectRegion;
import io.antipode.node.api.ApiModel;
import io.antipode.node.api.ApiModel.Omission;
import io.antipode.node.api.Structure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each member that the newest AWS SDK for Java knows, of the 66 actions' requests and answers, is
 * handled, refused, or listed with its reason in the model's overlay. What proves that a request's
 * member is handled is that an action has looked it up or refuses a wrong type of it; of an
 * answer's, that it was seen in one.
 */
class SdkMembersTest {
  private static final List<ApiModel> MODELS = List.of(ApiModel.DYNAMODB, ApiModel.STREAMS);

  /** Seen only where something fails that doesn't fail here; by the tests named. */
  private static final Map<String, String> RARE =
      Map.ofEntries(
          entry("WriteRequest.PutRequest", "BatchTest: a full queue refuses writes"),
          entry("WriteRequest.DeleteRequest", "BatchTest: a full queue refuses writes"),
          entry("PutRequest.Item", "BatchTest: a full queue refuses writes"),
          entry("DeleteRequest.Key", "BatchTest: a full queue refuses writes"),
          entry(
              "SequenceNumberRange.EndingSequenceNumber",
              "ShardStreamsTest: the shard has noted the end"),
          entry("ReplicaDescription.ReplicaStatusDescription", "the seed of a replica failed"),
          entry(
              "ExportDescription.IncrementalExportSpecification",
              "ExportsTest: nothing here has a past of 15 minutes"),
          entry(
              "IncrementalExportSpecification.ExportFromTime",
              "ExportsTest: nothing here has a past of 15 minutes"),
          entry(
              "IncrementalExportSpecification.ExportToTime",
              "ExportsTest: nothing here has a past of 15 minutes"),
          entry(
              "IncrementalExportSpecification.ExportViewType",
              "ExportsTest: nothing here has a past of 15 minutes"));

  @TempDir private static Path folder;
  private static DirectRegion region;
  private static Answered answered;

  @BeforeAll
  static void everythingIsAskedOnce() throws IOException {
    region = new DirectRegion(folder, List.of(new Region("us-east-1"), new Region("eu-west-1")));
    answered = new Conversation(region, folder).all();
  }

  @AfterAll
  static void closes() {
    region.close();
  }

  private static List<Omission> omissions() {
    List<Omission> all = new ArrayList<>();
    MODELS.forEach(model -> all.addAll(model.omissions()));
    return all;
  }

  /** Every action, with whether it is there; those that are not must be listed. */
  private static List<String> actions() {
    List<String> actions = new ArrayList<>();
    for (ApiModel model : MODELS) {
      for (String action : model.actions()) {
        if (!model.missingActions().containsKey(action)) {
          actions.add(action);
        }
      }
    }
    return actions;
  }

  private static ApiModel model(String action) {
    return Objects.requireNonNull(SdkMembers.modelOf(action));
  }

  @Test
  void eachActionIsThereOrListed() {
    assertEquals(
        new TreeSet<>(region.operations()),
        new TreeSet<>(actions()),
        "actions of the node, and those of the model that aren't listed as missing");
  }

  @Test
  void eachMemberOfARequestIsHandledRefusedOrListed() {
    Set<String> unaccounted = new TreeSet<>();
    int members = 0;
    for (String action : actions()) {
      SdkMembers walk = new SdkMembers(omissions(), Structure::isLookedUp);
      walk.walk(action + "Request", model(action).input(action));
      unaccounted.addAll(walk.unaccounted());
      members += walk.members();
    }
    assertEquals(Set.of(), unaccounted);
    assertTrue(members > 150, "walked " + members);
  }

  @Test
  void eachMemberOfAnAnswerIsSeenOrListed() {
    Set<String> unaccounted = new TreeSet<>();
    int members = 0;
    for (String action : actions()) {
      SdkMembers walk =
          new SdkMembers(
              omissions(),
              (structure, member) ->
                  answered.has(structure, member)
                      || RARE.containsKey(
                          structure + "." + structure.members().get(member).name()));
      walk.walk(action + "Response", model(action).output(action));
      unaccounted.addAll(walk.unaccounted());
      members += walk.members();
    }
    assertEquals(Set.of(), unaccounted);
    assertTrue(members > 150, "walked " + members);
  }

  @Test
  void itCanFail() {
    Structure input = ApiModel.DYNAMODB.input("CreateTable");
    SdkMembers nothingHandled = new SdkMembers(omissions(), (structure, member) -> false);
    nothingHandled.walk("CreateTableRequest", input);
    assertTrue(
        nothingHandled
            .unaccounted()
            .contains("KeySchemaElement.KeyType: neither handled nor listed"));
    SdkMembers nothingListed = new SdkMembers(List.of(), (structure, member) -> true);
    nothingListed.walk("GetItemRequest", input);
    assertTrue(nothingListed.unaccounted().contains("CreateTableInput.Key: the model lacks it"));
  }
}
