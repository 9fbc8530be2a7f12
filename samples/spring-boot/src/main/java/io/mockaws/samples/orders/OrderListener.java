package io.mockaws.samples.orders;

import io.awspring.cloud.s3.S3Template;
import io.awspring.cloud.sqs.annotation.SqsListener;
import org.springframework.stereotype.Component;

/** Takes orders from their queue. */
@Component
class OrderListener {
  private final OrderRepository orders;
  private final S3Template s3;

  OrderListener(OrderRepository orders, S3Template s3) {
    this.orders = orders;
    this.s3 = s3;
  }

  @SqsListener("orders")
  void handle(Order order) {
    orders.save(order);
    s3.store("receipts", order.getId() + ".json", order);
  }
}
