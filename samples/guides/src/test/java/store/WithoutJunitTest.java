package store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.MockAws;
import io.mockaws.junit.MockAwsTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

class WithoutJunitTest {
  @Test
  void a_mock_is_opened_and_closed() {
    try (MockAws aws = MockAws.start()) {
      aws.s3().bucket("receipts");

      new Receipts().write("42", "19.99");

      assertEquals("42.txt", aws.calls("s3", "PutObject").get(0).input().get("Key"));
    }
  }

  @Test
  @MockAwsTest
  void an_asynchronous_client_is_answered_as_well(MockAws aws) {
    String orders = aws.sqs().queue("orders").url();
    SqsAsyncClient client = SqsAsyncClient.create();

    CompletableFuture<Integer> received =
        client
            .sendMessage(r -> r.queueUrl(orders).messageBody("42"))
            .thenCompose(sent -> client.receiveMessage(r -> r.queueUrl(orders)))
            .thenApply(answer -> answer.messages().size());

    assertEquals(1, received.join());
  }

  @Test
  @MockAwsTest
  void a_test_moves_the_clock(MockAws aws) {
    String orders = aws.sqs().queue("orders", o -> o.delay(Duration.ofMinutes(15))).url();
    aws.sqs().queue("orders").send("42");
    SqsClient client = SqsClient.create();

    assertTrue(client.receiveMessage(r -> r.queueUrl(orders)).messages().isEmpty());
    aws.time().advanceBy(Duration.ofMinutes(15));
    assertEquals(1, client.receiveMessage(r -> r.queueUrl(orders)).messages().size());
  }
}
