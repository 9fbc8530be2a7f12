package io.mockaws.samples.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.MockAws;
import io.mockaws.junit.MockAwsFixture;
import io.mockaws.junit.MockAwsTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** All tests run at once, each in a copy of the same shop. */
@MockAwsTest
class CheckoutTest {
  @MockAwsFixture
  static void shop(MockAws aws) {
    aws.s3().bucket("receipts");
    aws.dynamoDb().table("orders", "id");
    aws.sqs().queue("paid");
  }

  @Test
  void a_paid_order_leaves_a_receipt_and_a_message(MockAws aws) {
    new Checkout().pay(new Order("42", 1999));

    assertEquals("total 1999", aws.s3().bucket("receipts").text("42.txt"));
    assertEquals("42", aws.sqs().queue("paid").messages().get(0).body());
  }

  @Test
  void an_order_is_paid_once(MockAws aws) {
    Checkout checkout = new Checkout();

    assertTrue(checkout.pay(new Order("42", 1999)));
    assertFalse(checkout.pay(new Order("42", 1999)));

    assertEquals(1, aws.sqs().queue("paid").count());
    assertEquals(1, aws.calls("dynamodb", "PutItem").failed().size());
  }

  @Test
  void the_warehouse_gets_the_message_again_when_it_does_not_delete_it(MockAws aws, SqsClient sqs) {
    new Checkout().pay(new Order("42", 1999));
    String url = aws.sqs().queue("paid").url();

    assertEquals(1, receive(sqs, url).size());
    assertEquals(0, receive(sqs, url).size());
    aws.time().advanceBy(Duration.ofSeconds(31));
    assertEquals(1, receive(sqs, url).size());
  }

  private static List<Message> receive(SqsClient sqs, String url) {
    return sqs.receiveMessage(r -> r.queueUrl(url)).messages();
  }

  @Test
  void throttled_calls_are_tried_again(MockAws aws) {
    aws.faults(f -> f.throttle().on("dynamodb", "PutItem").first(2));

    assertTrue(new Checkout().pay(new Order("42", 1999)));

    assertEquals(3, aws.calls("dynamodb", "PutItem").size());
  }

  @Test
  void an_outage_of_s3_is_told(MockAws aws) {
    aws.stub(s -> s.respond("dynamodb", "PutItem").fail("s3", "PutObject", "AccessDenied"));

    S3Exception told =
        assertThrows(S3Exception.class, () -> new Checkout().pay(new Order("42", 1999)));

    assertEquals("AccessDenied", told.awsErrorDetails().errorCode());
  }

  @Nested
  class WithAnOrderFromYesterday {
    @MockAwsFixture
    static void yesterday(MockAws aws) {
      new Checkout().pay(new Order("41", 500));
    }

    @Test
    void it_is_not_paid_again() {
      assertFalse(new Checkout().pay(new Order("41", 500)));
    }
  }

  @Test
  @MockAwsTest(region = "eu-central-1", strict = true)
  void a_test_can_have_options_of_its_own(MockAws aws, S3Client s3) {
    new Checkout().pay(new Order("42", 1999));

    assertEquals("eu-central-1", aws.calls("s3", "PutObject").get(0).region());
  }
}
