package io.mockaws.samples.invoices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.MockAws;
import io.mockaws.junit.MockAwsFixture;
import io.mockaws.junit.MockAwsTest;
import io.mockaws.services.lambda.invocation.LambdaInvocation;
import io.mockaws.services.sqs.QueueFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The function reads its queue as Lambda has it read, in this JVM: breakpoints stop in it. */
@MockAwsTest
class InvoiceHandlerTest {
  @MockAwsFixture
  static void invoicing(MockAws aws) {
    aws.dynamoDb().table("orders", "id").put(Map.of("id", "42", "total", 1999));
    aws.s3().bucket("invoices");
    QueueFixture dead = aws.sqs().queue("dead");
    QueueFixture paid =
        aws.sqs()
            .queue(
                "paid", o -> o.visibilityTimeout(Duration.ofSeconds(30)).deadLetterQueue(dead, 3));
    aws.lambda()
        .function("invoice", InvoiceHandler.class)
        .eventSource(
            paid.arn(), o -> o.reportBatchItemFailures(true).batchingWindow(Duration.ofSeconds(5)));
  }

  @Test
  void a_paid_order_gets_its_invoice(MockAws aws) {
    aws.sqs().queue("paid").send("42");
    aws.time().advanceBy(Duration.ofSeconds(5));

    assertEquals("To pay: 1999", aws.s3().bucket("invoices").text("42.txt"));
    assertEquals(0, aws.sqs().queue("paid").count());
  }

  @Test
  void an_order_that_nobody_knows_ends_among_the_dead_letters_and_holds_up_no_other(MockAws aws) {
    aws.sqs().queue("paid").send("41");
    aws.sqs().queue("paid").send("42");
    aws.time().advanceBy(Duration.ofMinutes(5));

    assertEquals(List.of("42.txt"), aws.s3().bucket("invoices").keys());
    assertEquals("41", aws.sqs().queue("dead").messages().get(0).body());
    List<LambdaInvocation> invocations = aws.lambda().function("invoice").invocations();
    assertEquals(3, invocations.size());
    String log = String.join("\n", invocations.get(0).logs());
    assertTrue(log.contains("No invoice for 41"), log);
  }

  @Test
  void an_outage_of_s3_delays_an_invoice(MockAws aws) {
    aws.faults(f -> f.status(500).on("s3", "PutObject").first(4));
    aws.sqs().queue("paid").send("42");
    aws.time().advanceBy(Duration.ofMinutes(2));

    assertTrue(aws.s3().bucket("invoices").has("42.txt"));
    assertEquals(2, aws.lambda().function("invoice").invocations().size());
  }
}
