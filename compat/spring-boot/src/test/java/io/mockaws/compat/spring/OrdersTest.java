package io.mockaws.compat.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.MockAws;
import io.mockaws.junit.MockAwsFixture;
import io.mockaws.samples.orders.Checkout;
import io.mockaws.samples.orders.Order;
import io.mockaws.samples.orders.OrderRepository;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.springframework.beans.factory.annotation.Autowired;

/** What holds for each test, whoever shares a context with whom. */
abstract class OrdersTest {
  @Autowired private Checkout checkout;
  @Autowired private OrderRepository orders;

  @MockAwsFixture
  static void shop(MockAws aws) {
    aws.sqs().queue("orders");
    aws.dynamoDb().table("order", "id");
    aws.s3().bucket("receipts");
  }

  @RepeatedTest(3)
  void an_order_is_kept_and_has_a_receipt(MockAws aws, RepetitionInfo repetition) throws Exception {
    String id = getClass().getSimpleName() + repetition.getCurrentRepetition();

    checkout.place(new Order(id, 1999));

    for (int i = 0; i < 3000 && !aws.s3().bucket("receipts").has(id + ".json"); i++) {
      Thread.sleep(10);
    }
    assertEquals(1999, orders.find(id).orElseThrow().getTotal());
    List<String> receipts = aws.s3().bucket("receipts").keys();
    assertTrue(receipts.contains(id + ".json"), receipts::toString);
    assertTrue(receipts.stream().allMatch(key -> key.startsWith(getClass().getSimpleName())));
  }
}
