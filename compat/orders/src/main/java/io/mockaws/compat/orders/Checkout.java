package io.mockaws.compat.orders;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Sends orders on their way. */
@Singleton
public class Checkout {
  private final SqsClient sqs;

  @Inject
  public Checkout(SqsClient sqs) {
    this.sqs = sqs;
  }

  public void place(String id, long total) {
    String queue = sqs.getQueueUrl(r -> r.queueName("orders")).queueUrl();
    sqs.sendMessage(r -> r.queueUrl(queue).messageBody(id + " " + total));
  }
}
