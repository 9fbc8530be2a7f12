package io.mockaws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.services.dynamodb.TableFixture;
import io.mockaws.services.s3.BucketFixture;
import io.mockaws.services.sqs.QueueFixture;
import io.mockaws.services.sqs.QueueMessage;
import io.mockaws.testing.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The public API as a Java user meets it. */
class MockAwsFromJavaTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static MockAws start() {
    return MockAws.start(
        o ->
            o.region("eu-central-1")
                .accountId("111122223333")
                .clock(MockClock.MANUAL)
                .startAt(START)
                .seed(7));
  }

  @Test
  void options_and_time() {
    MockAwsOptions options = MockAwsOptions.builder().startAt(START).strict(true).build();
    assertEquals(START, options.startAt());
    assertTrue(options.strict());
    try (MockAws aws = start()) {
      assertEquals("eu-central-1", aws.region());
      assertEquals("111122223333", aws.accountId());
      aws.time().advanceBy(Duration.ofMinutes(5));
      assertEquals(START.plusSeconds(300), aws.time().now());
      aws.time().advanceTo(START.plusSeconds(600));
      assertEquals(START.plusSeconds(600), aws.time().now());
      aws.time().unfreeze();
      aws.time().freeze();
    }
  }

  @Test
  void fixtures() {
    try (MockAws aws = start()) {
      BucketFixture bucket = aws.s3().bucket("receipts").put("a", "text").put("b", new byte[] {1});
      assertEquals("receipts", bucket.name());
      assertEquals("eu-central-1", bucket.region());
      assertEquals(List.of("a", "b"), bucket.keys());
      assertEquals("text", bucket.text("a"));
      assertArrayEquals(new byte[] {1}, bucket.bytes("b"));
      assertEquals(4, bucket.head("a").size());
      assertEquals(START, bucket.head("a").lastModified());
      assertTrue(bucket.delete("a"));

      TableFixture table = aws.dynamoDb().table("orders", "id");
      table.put(Map.of("id", "1", "total", 7));
      assertEquals("orders", table.name());
      assertEquals(1, table.count());
      assertEquals(7, table.get("1").get("total"));
      table.delete("1");
      assertNull(table.get("1"));

      QueueFixture dead = aws.sqs().queue("dead.fifo");
      QueueFixture queue =
          aws.sqs()
              .queue(
                  "orders.fifo",
                  o ->
                      o.visibilityTimeout(Duration.ofSeconds(5))
                          .retention(Duration.ofDays(1))
                          .receiveWait(Duration.ofSeconds(1))
                          .delay(Duration.ZERO)
                          .contentBasedDeduplication(true)
                          .deadLetterQueue(dead)
                          .tag("team", "shop"));
      String id = queue.send("hello");
      QueueMessage message = queue.awaitMessages(1, Duration.ofSeconds(1)).get(0);
      assertEquals(id, message.id());
      assertEquals("hello", message.body());
      assertEquals("default", message.groupId());
      assertEquals(QueueMessage.State.VISIBLE, message.state());
      assertEquals(START, message.sentAt());
      assertEquals(1, queue.count());
      queue.purge();
      assertEquals(0, queue.count());
    }
  }

  @Test
  void clients_and_their_calls() {
    try (MockAws aws = start();
        SqsClient sqs = aws.javaSdk().configure(SqsClient.builder()).build();
        SqsAsyncClient async = aws.javaSdk().configure(SqsAsyncClient.builder()).build()) {
      String url = aws.sqs().queue("orders").url();
      sqs.sendMessage(r -> r.queueUrl(url).messageBody("42"));
      assertEquals(1, async.receiveMessage(r -> r.queueUrl(url)).join().messages().size());
      assertEquals(2, aws.calls().size());
      assertEquals(2, aws.calls("sqs").size());
      Call call = aws.calls("sqs", "SendMessage").get(0);
      assertEquals("sqs", call.service());
      assertEquals("SendMessage", call.operation());
      assertEquals("111122223333", call.account());
      assertEquals(1, call.attempt());
      assertEquals(200, call.status());
      assertEquals("42", call.input().get("MessageBody"));
      assertTrue(call.output().containsKey("MessageId"));
      assertNull(call.errorCode());
      assertEquals(START, call.at());
      assertEquals(Duration.ZERO, call.duration());
      assertTrue(call.notHonoured().isEmpty());
      aws.reset("sqs");
      assertTrue(aws.sqs().queues().isEmpty());
      aws.reset();
      assertTrue(aws.calls().isEmpty());
    }
  }

  @Test
  void worlds_are_kept(@TempDir Path folder) throws IOException {
    try (MockAws aws = start()) {
      aws.sqs().queue("orders").send("1");
      Snapshot snapshot = aws.snapshot();
      aws.save(folder.resolve("world.zip"));
      try (MockAws fork = aws.fork()) {
        fork.sqs().queue("orders").purge();
      }
      aws.reset();
      aws.restore(snapshot);
      assertEquals(1, aws.sqs().queue("orders").count());
      try (MockAws other = MockAws.start()) {
        other.load(folder.resolve("world.zip"));
        assertFalse(other.sqs().queues().size() > 1);
      }
    }
  }
}
