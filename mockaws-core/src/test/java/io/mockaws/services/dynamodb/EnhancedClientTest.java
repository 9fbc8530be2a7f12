package io.mockaws.services.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mockaws.MockAws;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSecondaryPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;
import software.amazon.awssdk.enhanced.dynamodb.model.PageIterable;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.enhanced.dynamodb.model.WriteBatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The Enhanced Client works unchanged. */
class EnhancedClientTest {
  @DynamoDbBean
  public static class Order {
    private String customer;
    private String number;
    private String status;
    private int total;
    private List<String> lines = List.of();

    public Order() {}

    Order(String customer, String number, String status, int total) {
      this.customer = customer;
      this.number = number;
      this.status = status;
      this.total = total;
    }

    @DynamoDbPartitionKey
    public String getCustomer() {
      return customer;
    }

    public void setCustomer(String customer) {
      this.customer = customer;
    }

    @DynamoDbSortKey
    public String getNumber() {
      return number;
    }

    public void setNumber(String number) {
      this.number = number;
    }

    @DynamoDbSecondaryPartitionKey(indexNames = "byStatus")
    public String getStatus() {
      return status;
    }

    public void setStatus(String status) {
      this.status = status;
    }

    public int getTotal() {
      return total;
    }

    public void setTotal(int total) {
      this.total = total;
    }

    public List<String> getLines() {
      return lines;
    }

    public void setLines(List<String> lines) {
      this.lines = lines;
    }
  }

  @AutoClose private final MockAws aws = MockAws.start();
  private final DynamoDbClient client = aws.javaSdk().configure(DynamoDbClient.builder()).build();
  private final DynamoDbEnhancedClient enhanced =
      DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
  private final DynamoDbTable<Order> orders =
      enhanced.table("orders", TableSchema.fromBean(Order.class));

  @BeforeEach
  void createTable() {
    orders.createTable();
    client.waiter().waitUntilTableExists(r -> r.tableName("orders"));
  }

  @AfterEach
  void close() {
    client.close();
    aws.close();
  }

  private static Key key(String number) {
    return Key.builder().partitionValue("ann").sortValue(number).build();
  }

  @Test
  void putsGetsUpdatesAndDeletes() {
    Order order = new Order("ann", "1", "open", 5);
    order.setLines(List.of("tea", "cup"));
    orders.putItem(order);
    assertEquals(List.of("tea", "cup"), orders.getItem(key("1")).getLines());
    order.setTotal(7);
    order.setStatus(null);
    assertEquals(7, orders.updateItem(order).getTotal());
    assertNull(orders.getItem(key("1")).getStatus());
    assertEquals(7, orders.deleteItem(key("1")).getTotal());
    assertNull(orders.getItem(key("1")));
  }

  @Test
  void queriesTheTableAndItsIndexInPages() {
    for (int i = 1; i <= 5; i++) {
      orders.putItem(new Order("ann", "" + i, i % 2 == 0 ? "open" : "paid", i));
    }
    QueryConditional fromThree =
        QueryConditional.sortGreaterThanOrEqualTo(
            k -> k.partitionValue("ann").sortValue("3").build());
    PageIterable<Order> pages = orders.query(r -> r.queryConditional(fromThree).limit(2));
    assertEquals(List.of("3", "4", "5"), pages.items().stream().map(Order::getNumber).toList());
    QueryConditional open = QueryConditional.keyEqualTo(k -> k.partitionValue("open"));
    long found =
        orders.index("byStatus").query(open).stream().mapToLong(page -> page.items().size()).sum();
    assertEquals(2, found);
    Expression dear =
        Expression.builder()
            .expression("#total > :three")
            .putExpressionName("#total", "total")
            .putExpressionValue(":three", AttributeValue.fromN("3"))
            .build();
    assertEquals(2, orders.scan(r -> r.filterExpression(dear)).items().stream().count());
  }

  @Test
  void honoursConditions() {
    Expression absent = Expression.builder().expression("attribute_not_exists(customer)").build();
    Order order = new Order("ann", "1", "open", 5);
    orders.putItem(r -> r.item(order).conditionExpression(absent));
    assertThrows(
        ConditionalCheckFailedException.class,
        () -> orders.putItem(r -> r.item(order).conditionExpression(absent)));
  }

  @Test
  void worksInBatchesAndTransactions() {
    enhanced.batchWriteItem(
        r ->
            r.writeBatches(
                WriteBatch.builder(Order.class)
                    .mappedTableResource(orders)
                    .addPutItem(new Order("ann", "1", "open", 1))
                    .addPutItem(new Order("ann", "2", "open", 2))
                    .build()));
    long read =
        enhanced
            .batchGetItem(
                r ->
                    r.readBatches(
                        ReadBatch.builder(Order.class)
                            .mappedTableResource(orders)
                            .addGetItem(key("1"))
                            .addGetItem(key("2"))
                            .build()))
            .resultsForTable(orders)
            .stream()
            .count();
    assertEquals(2, read);
    enhanced.transactWriteItems(
        r ->
            r.addDeleteItem(orders, key("1")).addPutItem(orders, new Order("ann", "3", "open", 3)));
    assertEquals(2, aws.dynamoDb().table("orders").count());
    assertEquals(
        3,
        enhanced
            .transactGetItems(r -> r.addGetItem(orders, key("3")))
            .get(0)
            .getItem(orders)
            .getTotal());
    Expression never = Expression.builder().expression("attribute_not_exists(customer)").build();
    assertThrows(
        TransactionCanceledException.class,
        () ->
            enhanced.transactWriteItems(
                r -> r.addConditionCheck(orders, c -> c.key(key("3")).conditionExpression(never))));
  }
}
