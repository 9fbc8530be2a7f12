package io.mockaws.compat.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.awspring.cloud.sns.core.SnsTemplate;
import io.mockaws.MockAws;
import io.mockaws.junit.MockAwsFixture;
import io.mockaws.samples.orders.Checkout;
import io.mockaws.samples.orders.Order;
import io.mockaws.samples.orders.OrderRepository;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What holds for each test, whoever shares a context with whom. */
abstract class OrdersTest {
  @Autowired private Checkout checkout;
  @Autowired private OrderRepository orders;
  @Autowired private SnsTemplate sns;

  @MockAwsFixture
  static void shop(MockAws aws) {
    aws.sqs().queue("orders");
    aws.dynamoDb().table("order", "id");
    aws.s3().bucket("receipts");
    aws.sns().topic("placed").subscribe(aws.sqs().queue("orders").arn(), true);
  }

  @RepeatedTest(3)
  void an_order_is_kept_and_has_a_receipt(MockAws aws, RepetitionInfo repetition) throws Exception {
    String id = getClass().getSimpleName() + repetition.getCurrentRepetition();

    checkout.place(new Order(id, 1999));

    awaitReceipt(aws, id);
    assertEquals(1999, orders.find(id).orElseThrow().getTotal());
    List<String> receipts = aws.s3().bucket("receipts").keys();
    assertTrue(receipts.contains(id + ".json"), receipts::toString);
    assertTrue(receipts.stream().allMatch(key -> key.startsWith(getClass().getSimpleName())));
  }

  @Test
  void an_order_that_is_published_to_a_topic_reaches_the_listener_of_its_queue(MockAws aws)
      throws Exception {
    String id = getClass().getSimpleName() + "Published";

    sns.convertAndSend("placed", new Order(id, 2999));

    awaitReceipt(aws, id);
    assertEquals(2999, orders.find(id).orElseThrow().getTotal());
    assertEquals(1, aws.sns().topic("placed").published().size());
  }

  private static void awaitReceipt(MockAws aws, String id) throws InterruptedException {
    for (int i = 0; i < 3000 && !aws.s3().bucket("receipts").has(id + ".json"); i++) {
      Thread.sleep(10);
    }
  }
}
