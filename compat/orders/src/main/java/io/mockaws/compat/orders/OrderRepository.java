package io.mockaws.compat.orders;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What orders cost, by their id. */
@Singleton
public class OrderRepository {
  private final DynamoDbClient dynamoDb;

  @Inject
  public OrderRepository(DynamoDbClient dynamoDb) {
    this.dynamoDb = dynamoDb;
  }

  public void save(String id, String total) {
    dynamoDb.putItem(
        r ->
            r.tableName("order")
                .item(
                    Map.of("id", AttributeValue.fromS(id), "total", AttributeValue.fromN(total))));
  }

  public OptionalLong total(String id) {
    Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS(id));
    AttributeValue total = dynamoDb.getItem(r -> r.tableName("order").key(key)).item().get("total");
    return total == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total.n()));
  }
}
