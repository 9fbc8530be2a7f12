package io.mockaws.guides.java;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mockaws.MockAws;
import io.mockaws.junit.MockAwsFixture;
import io.mockaws.junit.MockAwsTest;
import io.mockaws.services.sqs.QueueFixture;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What tests look like after they moved here: docs/moving. */
class MovingTest {
  @Test
  @MockAwsTest
  void an_order_is_kept(MockAws aws) {
    aws.dynamoDb().table("orders", "id");

    DynamoDbClient.create()
        .putItem(r -> r.tableName("orders").item(Map.of("id", AttributeValue.fromS("42"))));

    assertEquals(Map.of("id", "42"), aws.dynamoDb().table("orders").get("42"));
  }

  @Test
  void only_configured_clients_reach_a_mock_that_does_not_intercept() {
    try (MockAws aws = MockAws.start(o -> o.intercept(false))) {
      S3Client s3 = aws.javaSdk().configure(S3Client.builder()).build();

      aws.s3().bucket("receipts");
      new Checkout(s3).pay("42");

      assertEquals(1, aws.calls("s3").size());
    }
  }

  @Nested
  @MockAwsTest
  class WithQueues {
    @MockAwsFixture
    static void queues(MockAws aws) {
      QueueFixture dead = aws.sqs().queue("orders-dead");
      aws.sqs()
          .queue(
              "orders", o -> o.visibilityTimeout(Duration.ofSeconds(10)).deadLetterQueue(dead, 3));
    }

    @Test
    void an_order_waits(MockAws aws) {
      SqsClient client = SqsClient.create();
      String url = client.getQueueUrl(r -> r.queueName("orders")).queueUrl();

      client.sendMessage(r -> r.queueUrl(url).messageBody("42"));

      assertEquals("42", aws.sqs().queue("orders").messages().get(0).body());
    }
  }
}
