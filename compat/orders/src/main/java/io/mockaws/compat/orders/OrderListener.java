package io.mockaws.compat.orders;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Takes orders from their queue, keeps them, and leaves a receipt of each. Polled by the
 * framework's scheduler.
 */
@Singleton
public class OrderListener {
  private final SqsClient sqs;
  private final OrderRepository orders;
  private final S3Client s3;
  private String queue;

  @Inject
  public OrderListener(SqsClient sqs, OrderRepository orders, S3Client s3) {
    this.sqs = sqs;
    this.orders = orders;
    this.s3 = s3;
  }

  public synchronized void poll() {
    if (queue == null) {
      queue = sqs.getQueueUrl(r -> r.queueName("orders")).queueUrl();
    }
    for (Message message : sqs.receiveMessage(r -> r.queueUrl(queue)).messages()) {
      String[] order = message.body().split(" ");
      orders.save(order[0], order[1]);
      s3.putObject(
          r -> r.bucket("receipts").key(order[0] + ".txt"),
          RequestBody.fromString("total " + order[1]));
      sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle()));
    }
  }
}
