// The Java SDK's enhanced client: beans, an index, versions, batches, transactions, pages. Enhanced
// URL

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.extensions.annotations.DynamoDbVersionAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSecondaryPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSecondarySortKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

public class Enhanced {
  /** An order, with a nested bean, a set, a map and a version that guards it. */
  @DynamoDbBean
  public static class Order {
    private String customer;
    private String id;
    private String status;
    private Integer total;
    private Long version;
    private Set<String> tags;
    private List<Line> lines;
    private Map<String, Integer> counts;

    @DynamoDbPartitionKey
    public String getCustomer() {
      return customer;
    }

    public void setCustomer(String customer) {
      this.customer = customer;
    }

    @DynamoDbSortKey
    public String getId() {
      return id;
    }

    public void setId(String id) {
      this.id = id;
    }

    @DynamoDbSecondaryPartitionKey(indexNames = "byStatus")
    public String getStatus() {
      return status;
    }

    public void setStatus(String status) {
      this.status = status;
    }

    @DynamoDbSecondarySortKey(indexNames = "byStatus")
    public Integer getTotal() {
      return total;
    }

    public void setTotal(Integer total) {
      this.total = total;
    }

    @DynamoDbVersionAttribute
    public Long getVersion() {
      return version;
    }

    public void setVersion(Long version) {
      this.version = version;
    }

    public Set<String> getTags() {
      return tags;
    }

    public void setTags(Set<String> tags) {
      this.tags = tags;
    }

    public List<Line> getLines() {
      return lines;
    }

    public void setLines(List<Line> lines) {
      this.lines = lines;
    }

    public Map<String, Integer> getCounts() {
      return counts;
    }

    public void setCounts(Map<String, Integer> counts) {
      this.counts = counts;
    }
  }

  @DynamoDbBean
  public static class Line {
    private String product;
    private Integer quantity;

    public String getProduct() {
      return product;
    }

    public void setProduct(String product) {
      this.product = product;
    }

    public Integer getQuantity() {
      return quantity;
    }

    public void setQuantity(Integer quantity) {
      this.quantity = quantity;
    }
  }

  static Order order(int i) {
    Line line = new Line();
    line.setProduct("p" + i);
    line.setQuantity(i);
    Order order = new Order();
    order.setCustomer("ada");
    order.setId("%03d".formatted(i));
    order.setStatus(i % 2 == 0 ? "OPEN" : "PAID");
    order.setTotal(i * 10);
    order.setTags(new HashSet<>(List.of("a", "b")));
    order.setLines(List.of(line));
    order.setCounts(Map.of("x", i));
    return order;
  }

  static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  public static void main(String[] args) {
    DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(args[0]))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .build();
    DynamoDbEnhancedClient enhanced =
        DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
    DynamoDbTable<Order> orders =
        enhanced.table("enhanced-orders", TableSchema.fromBean(Order.class));
    orders.createTable();
    client.waiter().waitUntilTableExists(b -> b.tableName("enhanced-orders"));

    orders.putItem(order(1));
    Key key = Key.builder().partitionValue("ada").sortValue("001").build();
    Order read = orders.getItem(b -> b.key(key).consistentRead(true));
    check(read.getVersion() == 1 && read.getLines().getFirst().getQuantity() == 1, "as it was put");
    read.setTotal(11);
    check(orders.updateItem(read).getVersion() == 2, "the version rises");
    try {
      orders.updateItem(read);
      throw new AssertionError("an older version must not win");
    } catch (ConditionalCheckFailedException expected) {
      check(orders.getItem(key).getTotal() == 11, "and changes nothing");
    }

    IntStream.range(2, 27).mapToObj(Enhanced::order).forEach(orders::putItem);
    QueryConditional some =
        QueryConditional.sortBetween(
            Key.builder().partitionValue("ada").sortValue("010").build(),
            Key.builder().partitionValue("ada").sortValue("019").build());
    List<String> ids =
        orders
            .query(b -> b.queryConditional(some).limit(3).scanIndexForward(false))
            .items()
            .stream()
            .map(Order::getId)
            .toList();
    check(ids.size() == 10 && ids.getFirst().equals("019"), "page by page: " + ids);
    QueryConditional open =
        QueryConditional.sortGreaterThan(
            Key.builder().partitionValue("OPEN").sortValue(200).build());
    long dear =
        orders.index("byStatus").query(open).stream().mapToLong(page -> page.items().size()).sum();
    check(dear == 3, "by the index: " + dear);
    Expression large =
        Expression.builder()
            .expression("#t >= :t")
            .putExpressionName("#t", "total")
            .putExpressionValue(":t", AttributeValue.fromN("250"))
            .build();
    check(orders.scan(b -> b.filterExpression(large)).items().stream().count() == 2, "by a filter");

    Order other = order(30);
    try {
      enhanced.transactWriteItems(
          b ->
              b.addPutItem(orders, other)
                  .addConditionCheck(orders, c -> c.key(key).conditionExpression(large)));
      throw new AssertionError("a check that fails cancels all");
    } catch (TransactionCanceledException e) {
      check(
          e.cancellationReasons().get(1).code().equals("ConditionalCheckFailed"),
          "for the second's sake");
    }
    enhanced.transactWriteItems(b -> b.addPutItem(orders, other).addDeleteItem(orders, order(26)));
    check(
        enhanced
                .transactGetItems(b -> b.addGetItem(orders, other).addGetItem(orders, order(26)))
                .stream()
                .filter(document -> document.getItem(orders) != null)
                .count()
            == 1,
        "one is there, one is gone");

    WriteBatch.Builder<Order> batch = WriteBatch.builder(Order.class).mappedTableResource(orders);
    IntStream.range(2, 26).mapToObj(Enhanced::order).forEach(batch::addDeleteItem);
    check(
        enhanced
            .batchWriteItem(b -> b.writeBatches(batch.build()))
            .unprocessedDeleteItemsForTable(orders)
            .isEmpty(),
        "all are taken");
    check(orders.scan().items().stream().count() == 2, "the first and the last are left");
    orders.deleteTable();
  }
}
