package io.mockaws.samples.invoices;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Writes an invoice for each order of a queue. This is the class that is deployed: its clients are
 * made once, in static fields, and nothing in it knows of a test.
 */
public class InvoiceHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private static final DynamoDbClient ORDERS = DynamoDbClient.create();
  private static final S3Client INVOICES = S3Client.create();

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    List<BatchItemFailure> failures = new ArrayList<>();
    for (SQSMessage message : event.getRecords()) {
      try {
        writeInvoice(message.getBody());
      } catch (RuntimeException failure) {
        context.getLogger().log("No invoice for " + message.getBody() + ": " + failure);
        failures.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }

  private void writeInvoice(String order) {
    Map<String, AttributeValue> item =
        ORDERS
            .getItem(r -> r.tableName("orders").key(Map.of("id", AttributeValue.fromS(order))))
            .item();
    if (item.isEmpty()) {
      throw new NoSuchElementException("There is no order " + order);
    }
    INVOICES.putObject(
        r -> r.bucket("invoices").key(order + ".txt"),
        RequestBody.fromString("To pay: " + item.get("total").n()));
  }
}
