package io.mockaws.samples.shop;

import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Takes payments. Makes its own clients, as in production, and knows nothing of any test. */
public final class Checkout {
  private final DynamoDbClient dynamoDb = DynamoDbClient.create();
  private final S3Client s3 = S3Client.create();
  private final SqsClient sqs = SqsClient.create();

  /**
   * Notes the order as paid, leaves a receipt and tells the warehouse. Does nothing for an order
   * that was paid before.
   *
   * @return whether the order was paid just now
   */
  public boolean pay(Order order) {
    try {
      dynamoDb.putItem(
          r ->
              r.tableName("orders")
                  .item(
                      Map.of(
                          "id", AttributeValue.fromS(order.id()),
                          "cents", AttributeValue.fromN(Long.toString(order.cents()))))
                  .conditionExpression("attribute_not_exists(id)"));
    } catch (ConditionalCheckFailedException paidBefore) {
      return false;
    }
    s3.putObject(
        r -> r.bucket("receipts").key(order.id() + ".txt"),
        RequestBody.fromString("total " + order.cents()));
    String queue = sqs.getQueueUrl(r -> r.queueName("paid")).queueUrl();
    sqs.sendMessage(r -> r.queueUrl(queue).messageBody(order.id()));
    return true;
  }
}
