package io.antipode.node.operation.table;

import io.antipode.cluster.catalog.Arns;
import io.antipode.cluster.catalog.TableDescriptor;
import io.antipode.cluster.topology.Region;
import io.antipode.node.api.ApiError;
import io.antipode.node.api.ApiException;
import io.antipode.node.api.Arn;
import io.antipode.node.api.ErrorType;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The table that a request about tags means by an ARN.
 *
 * @param arn as the request gives it
 */
public record TaggedTable(String name, String arn) {
  private static final String TABLE = "table/";

  static TaggedTable of(Region region, String text) {
    if (!Arn.isMeant(text)) {
      throw Invalid.parameter("ARNs must start with 'arn:': " + text);
    }
    Arn arn = Arn.parse(text);
    if (arn == null || !arn.service().equals("dynamodb")) {
      throw Invalid.parameter("Provided Arn is not a DynamoDB resource arn: " + text);
    }
    if (!arn.partition().equals("aws")
        || !arn.region().equals(region.name())
        || !arn.account().equals(Arns.ACCOUNT)) {
      throw ApiException.validation(
          "Invalid TableArn: Invalid ResourceArn provided as input " + text);
    }
    String name = arn.resource().startsWith(TABLE) ? arn.resource().substring(TABLE.length()) : "";
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      throw Invalid.parameter(
          "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: "
              + text);
    }
    return new TaggedTable(name, text);
  }

  TableDescriptor find(TableContext context) {
    TableDescriptor table = context.catalog().view().byName(name);
    if (table == null) {
      throw new ApiException(
          new ApiError(
              ErrorType.RESOURCE_NOT_FOUND,
              "Requested resource not found: ResourcArn: " + arn + " not found"));
    }
    return table;
  }

  /** Changes the table's tags, of which there must not be too many afterwards. */
  CompletionStage<TableDescriptor> change(
      TableContext context, Consumer<Map<String, String>> change) {
    return context
        .replicas()
        .update(
            find(context).id(),
            here -> {
              Map<String, String> tags = new HashMap<>(here.local().tags());
              change.accept(tags);
              TagRules.checkCount(tags.size());
              return here.withLocal(here.local().withTags(tags));
            });
  }
}
