package io.mockaws.guides.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.MockAws;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** README.md, and what the page on interception shows in Java. */
class ReadmeJavaTest {
  private final String order = "42";

  @Test
  void a_mock_around_a_call() {
    try (MockAws aws = MockAws.start()) {
      aws.s3().bucket("receipts");

      new Checkout(S3Client.create()).pay(order);

      assertEquals(1, aws.calls("s3", "PutObject").size());
    }
  }

  @Test
  void a_scope_is_handed_over() throws InterruptedException {
    try (MockAws aws = MockAws.start()) {
      aws.s3().bucket("receipts");
      Checkout checkout = new Checkout(S3Client.create());

      ExecutorService workers = MockAws.wrap(Executors.newFixedThreadPool(4));
      aws.runInScope(() -> checkout.pay(order));

      workers.execute(() -> checkout.pay("43"));
      workers.shutdown();
      assertTrue(workers.awaitTermination(1, TimeUnit.MINUTES));
      assertEquals(2, aws.calls("s3", "PutObject").size());
    }
  }

  @Test
  void a_world_is_seeded_once_and_forked() {
    try (MockAws seeded = MockAws.start()) {
      seeded.s3().bucket("receipts").put("1.txt", "paid 1");

      try (MockAws aws = seeded.fork()) {
        new Checkout(S3Client.create()).pay("2");
        assertEquals(2, aws.s3().bucket("receipts").keys().size());
      }

      assertEquals(1, seeded.s3().bucket("receipts").keys().size());
    }
  }
}
