package io.mockaws.services.sqs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mockaws.MockAws;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

class SqsFixtureJavaTest {
  @Test
  void the_fixture_is_pleasant_from_Java() {
    try (MockAws aws = MockAws.start();
        SqsClient sqs = aws.javaSdk().configure(SqsClient.builder()).build()) {
      QueueFixture dead = aws.sqs().queue("dead");
      QueueFixture orders =
          aws.sqs()
              .queue(
                  "orders",
                  o -> o.visibilityTimeout(Duration.ofSeconds(45)).deadLetterQueue(dead, 3));
      orders.send("42", Map.of("colour", "red"));
      assertEquals(
          "42", sqs.receiveMessage(r -> r.queueUrl(orders.url())).messages().get(0).body());
      QueueMessage message = orders.awaitMessages(1, Duration.ofSeconds(1)).get(0);
      assertEquals(QueueMessage.State.IN_FLIGHT, message.state());
      assertEquals("red", message.attributes().get("colour"));
      assertEquals(2, aws.sqs().queues().size());
    }
  }
}
