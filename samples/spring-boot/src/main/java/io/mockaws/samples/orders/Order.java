package io.mockaws.samples.orders;

import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;

/** What somebody bought, for how many cents. */
@DynamoDbBean
public class Order {
  private String id;
  private long total;

  /** For the SDK and for Jackson. */
  public Order() {}

  public Order(String id, long total) {
    this.id = id;
    this.total = total;
  }

  @DynamoDbPartitionKey
  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = id;
  }

  public long getTotal() {
    return total;
  }

  public void setTotal(long total) {
    this.total = total;
  }
}
