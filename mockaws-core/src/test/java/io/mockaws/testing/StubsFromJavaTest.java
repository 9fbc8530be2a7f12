package io.mockaws.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.MockAws;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.OverLimitException;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Stubs, handlers, faults and the journal as a Java user meets them. */
class StubsFromJavaTest {
  private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("42"));

  private static DynamoDbClient dynamoDb(MockAws aws) {
    return aws.javaSdk()
        .configure(DynamoDbClient.builder())
        .overrideConfiguration(
            o ->
                o.retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(3)
                        .backoffStrategy(BackoffStrategy.retryImmediately())
                        .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                        .build()))
        .build();
  }

  @Test
  void a_script_of_responses_and_errors() {
    try (MockAws aws = MockAws.start()) {
      Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("42"));
      aws.stub(
          s ->
              s.fail("dynamodb", "GetItem", "ProvisionedThroughputExceededException")
                  .respond(
                      "dynamodb",
                      "GetItem",
                      GetItemResponse.builder().item(item).build(),
                      Map.of("TableName", "orders", "Key", s.any()))
                  .respond(
                      "s3",
                      "GetObject",
                      ResponseBytes.fromByteArray(
                          GetObjectResponse.builder().contentType("text/plain").build(),
                          "content".getBytes()))
                  .fail("sqs", "GetQueueUrl", QueueDoesNotExistException.builder().build())
                  .respond("sqs", "ListQueues", Map.of("QueueUrls", List.of("http://q"))));
      assertEquals(item, dynamoDb(aws).getItem(r -> r.tableName("orders").key(KEY)).item());
      S3Client s3 = aws.javaSdk().configure(S3Client.builder()).build();
      assertEquals("content", s3.getObjectAsBytes(r -> r.bucket("b").key("k")).asUtf8String());
      SqsClient sqs = aws.javaSdk().configure(SqsClient.builder()).build();
      assertThrows(QueueDoesNotExistException.class, () -> sqs.getQueueUrl(r -> r.queueName("q")));
      assertEquals(List.of("http://q"), sqs.listQueues().queueUrls());

      assertEquals("stub 2 of 5", aws.calls("dynamodb").get(1).answeredBy());
      assertEquals(2, aws.calls("dynamodb").get(1).attempt());
      aws.verifyStubs();
    }
  }

  @Test
  void what_was_stubbed_and_never_called_fails_the_end_of_the_mock() {
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () -> {
              try (MockAws aws = MockAws.start()) {
                aws.stub(s -> s.respond("sqs", "ListQueues"));
              }
            });
    assertEquals("1 stubbed call was never made: stub 1 of 1: sqs:ListQueues", error.getMessage());
  }

  @Test
  void handlers() {
    try (MockAws aws = MockAws.start()) {
      SqsClient sqs = aws.javaSdk().configure(SqsClient.builder()).build();
      Registration handler =
          aws.on(
              "sqs",
              "GetQueueUrl",
              call ->
                  call.input().get("QueueName").equals("full")
                      ? call.fail("OverLimit", "too many")
                      : call.callThrough());
      String url = aws.sqs().queue("orders").url();
      assertEquals(url, sqs.getQueueUrl(r -> r.queueName("orders")).queueUrl());
      assertThrows(OverLimitException.class, () -> sqs.getQueueUrl(r -> r.queueName("full")));
      handler.close();
      assertThrows(
          QueueDoesNotExistException.class, () -> sqs.getQueueUrl(r -> r.queueName("full")));
    }
  }

  @Test
  void faults_and_the_journal() {
    try (MockAws aws = MockAws.start()) {
      aws.dynamoDb().table("orders", "id");
      DynamoDbClient client = dynamoDb(aws);
      Registration throttling =
          aws.faults(
              f -> {
                f.throttle().on("dynamodb", "GetItem").first(2);
                f.latency(Duration.ofMillis(1)).on("dynamodb");
              });
      client.getItem(r -> r.tableName("orders").key(KEY));
      Calls calls = aws.calls("dynamodb", "GetItem");
      assertEquals(List.of(1, 2, 3), calls.stream().map(Call::attempt).toList());
      assertEquals(2, calls.failedWith("ProvisionedThroughputExceededException").size());
      assertEquals(1, calls.succeeded().attempt(3).size());
      assertEquals(1, calls.where(call -> call.number() == 3).size());
      assertEquals(Thread.currentThread().getName(), calls.get(0).thread());
      assertNull(calls.get(0).coroutine());
      throttling.close();

      aws.faults(f -> f.throttle().on("dynamodb").where(c -> c.operation().equals("GetItem")));
      assertThrows(
          ProvisionedThroughputExceededException.class,
          () -> client.getItem(r -> r.tableName("orders").key(KEY)));
      aws.faults().clear();
      aws.faults(f -> f.refuseConnection().probability(1.0));
      assertThrows(SdkClientException.class, client::listTables);
      assertTrue(aws.faults().toString().contains("refused connection"));
      aws.reset();
      client.listTables();
    }
  }

  @Test
  void an_error_of_ones_own() {
    try (MockAws aws = MockAws.start()) {
      aws.faults(f -> f.error("Teapot", "short and stout", 418).on("sqs"));
      SqsClient sqs = aws.javaSdk().configure(SqsClient.builder()).build();
      SqsException teapot = assertThrows(SqsException.class, sqs::listQueues);
      assertEquals(418, teapot.statusCode());
      assertEquals("Teapot", teapot.awsErrorDetails().errorCode());
    }
  }
}
