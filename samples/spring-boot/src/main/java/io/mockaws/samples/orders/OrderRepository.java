package io.mockaws.samples.orders;

import io.awspring.cloud.dynamodb.DynamoDbTemplate;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import software.amazon.awssdk.enhanced.dynamodb.Key;

/** Orders by their id, in the table {@code order}. */
@Repository
public class OrderRepository {
  private final DynamoDbTemplate dynamoDb;

  OrderRepository(DynamoDbTemplate dynamoDb) {
    this.dynamoDb = dynamoDb;
  }

  public void save(Order order) {
    dynamoDb.save(order);
  }

  public Optional<Order> find(String id) {
    Key key = Key.builder().partitionValue(id).build();
    return Optional.ofNullable(dynamoDb.load(key, Order.class));
  }
}
