package io.mockaws.samples.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.MockAws;
import io.mockaws.junit.MockAwsFixture;
import io.mockaws.junit.MockAwsTest;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@MockAwsTest
@SpringBootTest
class OrdersTest {
  @Autowired Checkout checkout;
  @Autowired OrderRepository orders;

  @MockAwsFixture
  static void shop(MockAws aws) {
    aws.sqs().queue("orders");
    aws.dynamoDb().table("order", "id");
    aws.s3().bucket("receipts");
  }

  @Test
  void an_order_is_kept_and_has_a_receipt(MockAws aws) {
    checkout.place(new Order("42", 1999));

    Awaitility.await().until(() -> aws.s3().bucket("receipts").has("42.json"));
    assertEquals(1999, orders.find("42").orElseThrow().getTotal());
    assertTrue(aws.s3().bucket("receipts").text("42.json").contains("1999"));
    // Spring acknowledges a second later, which is to happen in this test's AWS.
    Awaitility.await().until(() -> aws.sqs().queue("orders").messages().isEmpty());
  }

  @Test
  void an_order_comes_again_when_its_receipt_cannot_be_left(MockAws aws) {
    aws.faults(f -> f.error("AccessDenied").on("s3", "PutObject").first(1));

    checkout.place(new Order("43", 500));

    Awaitility.await().until(() -> aws.calls("s3", "PutObject").size() == 1);
    aws.time().advanceBy(Duration.ofSeconds(31));
    Awaitility.await().until(() -> aws.s3().bucket("receipts").has("43.json"));
  }
}
