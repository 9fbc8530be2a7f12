package io.mockaws.samples.quickstart;

import io.mockaws.MockAws;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The same from Java: a mock, a client as in production, a look inside. */
public final class QuickstartJava {
  private QuickstartJava() {}

  /** Runs the sample; takes no arguments. */
  public static void main(String[] args) {
    try (MockAws aws = MockAws.start()) {
      aws.s3().bucket("receipts");
      try (S3Client client = S3Client.create()) {
        client.putObject(
            request -> request.bucket("receipts").key("42.json"),
            RequestBody.fromString("{\"order\": 42}"));
      }
      System.out.println("S3 holds  " + aws.s3().bucket("receipts").text("42.json"));
      System.out.println("calls     " + aws.calls());
    }
  }
}
