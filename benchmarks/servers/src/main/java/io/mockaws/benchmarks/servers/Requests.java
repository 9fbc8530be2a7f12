package io.mockaws.benchmarks.servers;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Requests as bytes. The signature is none: no server of the benchmark looks at it. */
final class Requests {
  private Requests() {}

  static byte[] dynamoDb(String operation, String body) {
    return json("dynamodb", "DynamoDB_20120810." + operation, "application/x-amz-json-1.0", body);
  }

  static byte[] sqs(String operation, String body) {
    return json("sqs", "AmazonSQS." + operation, "application/x-amz-json-1.0", body);
  }

  static byte[] s3(String method, String path, int size) {
    String head =
        "x-amz-content-sha256: UNSIGNED-PAYLOAD\r\n"
            + (size < 0 ? "" : "Content-Length: " + size + "\r\n");
    return request(method + " " + path, "s3", head, new byte[Math.max(0, size)]);
  }

  private static byte[] json(String service, String target, String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "X-Amz-Target: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n"
            .formatted(target, type, bytes.length);
    return request("POST /", service, head, bytes);
  }

  private static byte[] request(String line, String service, String head, byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String whole =
        line
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + head
            + "X-Amz-Date: 20261121T000000Z\r\n"
            + "Authorization: AWS4-HMAC-SHA256 Credential=test/20261121/us-east-1/"
            + service
            + "/aws4_request, SignedHeaders=host;x-amz-date, Signature="
            + "0".repeat(64)
            + "\r\n\r\n";
    out.writeBytes(whole.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(body);
    return out.toByteArray();
  }
}
