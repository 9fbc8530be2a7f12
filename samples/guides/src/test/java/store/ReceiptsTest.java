package store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mockaws.MockAws;
import io.mockaws.junit.MockAwsTest;
import org.junit.jupiter.api.Test;

@MockAwsTest
class ReceiptsTest {
  @Test
  void a_receipt_is_an_object_in_the_bucket(MockAws aws) {
    aws.s3().bucket("receipts");

    new Receipts().write("42", "19.99");

    assertEquals("total 19.99", aws.s3().bucket("receipts").text("42.txt"));
  }
}
