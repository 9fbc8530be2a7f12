package io.mockaws.samples.orders;

import io.awspring.cloud.sqs.operations.SqsTemplate;
import org.springframework.stereotype.Service;

/** Sends orders on their way. */
@Service
public class Checkout {
  private final SqsTemplate sqs;

  Checkout(SqsTemplate sqs) {
    this.sqs = sqs;
  }

  public void place(Order order) {
    sqs.send("orders", order);
  }
}
