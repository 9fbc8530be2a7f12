package io.mockaws.compat.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.MockAws;
import io.mockaws.junit.MockAwsFixture;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What holds whichever framework has made the clients and polls the queue. */
public abstract class OrdersTest {
  @Inject Checkout checkout;
  @Inject OrderRepository orders;

  @MockAwsFixture
  static void shop(MockAws aws) {
    aws.sqs().queue("orders");
    aws.dynamoDb().table("order", "id");
    aws.s3().bucket("receipts");
  }

  @Test
  void an_order_is_kept_and_has_a_receipt(MockAws aws) throws InterruptedException {
    checkout.place("42", 1999);

    await(() -> aws.s3().bucket("receipts").has("42.txt"));
    assertEquals(1999, orders.total("42").orElseThrow());
    assertEquals("total 1999", aws.s3().bucket("receipts").text("42.txt"));
  }

  @Test
  void an_order_comes_again_when_its_receipt_cannot_be_left(MockAws aws)
      throws InterruptedException {
    aws.faults(f -> f.error("AccessDenied").on("s3", "PutObject").first(1));

    checkout.place("43", 500);

    await(() -> aws.calls("s3", "PutObject").size() == 1);
    aws.time().advanceBy(Duration.ofSeconds(31));
    await(() -> aws.s3().bucket("receipts").has("43.txt"));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertTrue(condition.getAsBoolean(), "it was awaited for ten seconds");
  }
}
