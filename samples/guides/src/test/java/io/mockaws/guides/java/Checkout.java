package io.mockaws.guides.java;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** What the guides test, with a client that it is given. */
record Checkout(S3Client s3) {
  void pay(String order) {
    s3.putObject(
        r -> r.bucket("receipts").key(order + ".txt"), RequestBody.fromString("paid " + order));
  }
}
