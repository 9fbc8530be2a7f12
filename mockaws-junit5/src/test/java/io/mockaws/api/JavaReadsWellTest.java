package io.mockaws.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.MockAws;
import io.mockaws.MockAwsOptions;
import io.mockaws.junit.MockAwsTest;
import io.mockaws.services.s3.BucketFixture;
import io.mockaws.services.s3.S3ObjectView;
import io.mockaws.services.sqs.QueueFixture;
import io.mockaws.services.sqs.QueueMessage;
import io.mockaws.testing.Call;
import io.mockaws.testing.CallHandler;
import io.mockaws.testing.Registration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The corners of the API that no other test in Java comes to. */
@MockAwsTest
class JavaReadsWellTest {
  @Test
  void objects(MockAws aws) {
    BucketFixture bucket =
        aws.s3()
            .bucket("receipts")
            .put("42.txt", "total", "text/plain", Map.of("shop", "north"))
            .put("43.bin", new byte[] {1, 2}, "application/octet-stream", Map.of());
    assertTrue(bucket.has("42.txt"));
    assertFalse(bucket.has("44.txt"));
    S3ObjectView object = bucket.objects().get(0);
    assertEquals("text/plain", object.contentType());
    assertEquals(Map.of("shop", "north"), object.metadata());
    assertEquals("STANDARD", object.storageClass());
    assertEquals(Map.of(), object.tags());
    assertNotNull(object.eTag());
  }

  @Test
  void tables_and_queues(MockAws aws) {
    aws.dynamoDb().table("orders", "id");
    assertEquals("orders", aws.dynamoDb().tables().get(0).name());
    QueueFixture queue =
        aws.sqs().queue("orders.fifo", o -> o.attribute("MaximumMessageSize", "2048"));
    assertEquals("arn:aws:sqs:us-east-1:123456789012:orders.fifo", queue.arn());
    queue.send("hello", Map.of("kind", "greeting"), "group", "once");
    QueueMessage message = queue.messages().get(0);
    assertEquals("once", message.deduplicationId());
    assertEquals(0, message.receiveCount());
  }

  @Test
  void what_a_call_tells(MockAws aws, S3Client s3) {
    S3Exception told =
        assertThrows(S3Exception.class, () -> s3.listObjects(r -> r.bucket("no-such-bucket")));
    Call call = aws.calls().failedWith("NoSuchBucket").get(0);
    assertEquals(told.requestId(), call.requestId());
    assertEquals(told.awsErrorDetails().errorMessage(), call.errorMessage());
    assertNull(call.cause());
    assertEquals(0, aws.calls().indexOf(call));
    assertEquals("no receipt", aws.withCalls(new IllegalStateException("no receipt")).getMessage());
  }

  @Test
  void faults(MockAws aws, SqsClient sqs) {
    aws.faults(f -> f.error("OverLimit").on("sqs").every(2));
    sqs.listQueues();
    assertThrows(SdkException.class, sqs::listQueues);
    aws.faults().clear();
    try (Registration rules =
        aws.faults(
            f -> {
              f.cutResponse().on("sqs");
              f.cutResponse(10).on("sqs");
              f.truncateResponse(10).on("s3");
              f.corruptResponse().on("s3");
            })) {
      assertThrows(SdkException.class, sqs::listQueues);
    }
    sqs.listQueues();
  }

  @Test
  void a_handler(MockAws aws, SqsClient sqs) {
    AtomicInteger calls = new AtomicInteger();
    CallHandler handler =
        call -> calls.incrementAndGet() == 1 ? call.fail("OverLimit") : call.callThrough();
    try (Registration registration = aws.on("sqs", "ListQueues", handler)) {
      assertThrows(SdkException.class, sqs::listQueues);
      sqs.listQueues();
    }
  }

  @Test
  void clients_with_a_configuration_of_their_own(MockAws aws) {
    try (S3Client sync =
            S3Client.builder()
                .httpClient(aws.javaSdk().httpClient())
                .credentialsProvider(aws.javaSdk().credentials())
                .region(Region.EU_WEST_1)
                .build();
        S3AsyncClient async =
            S3AsyncClient.builder()
                .httpClient(aws.javaSdk().asyncHttpClient())
                .credentialsProvider(aws.javaSdk().credentials())
                .region(Region.EU_WEST_1)
                .build()) {
      sync.createBucket(r -> r.bucket("mine"));
      assertEquals(1, async.listBuckets().join().buckets().size());
    }
  }

  @Test
  void scopes(MockAws aws) {
    S3Client s3 = S3Client.create();
    MockAwsOptions options = MockAwsOptions.builder().intercept(false).build();
    assertFalse(options.intercept());
    try (MockAws another = MockAws.start()) {
      another.detach();
      another.runInScope(() -> s3.createBucket(r -> r.bucket("there")));
      s3.createBucket(r -> r.bucket("here"));
      assertEquals("there", another.s3().buckets().get(0).name());
    }
    assertEquals("here", aws.s3().buckets().get(0).name());
  }
}
