package io.mockaws.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Answers the five calls of {@link ColdRounds} with bytes that are written here, in a JVM in which
 * mockaws is never loaded. Reads the body of each request to its end, as any client has to.
 */
final class CannedAnswers implements SdkHttpClient {
  private static final Map<String, String> BY_TARGET =
      Map.of(
          "DynamoDB_20120810.PutItem",
          "{}",
          "DynamoDB_20120810.GetItem",
          "{\"Item\":{\"id\":{\"S\":\"1\"},\"total\":{\"N\":\"1999\"}}}",
          "AmazonSQS.SendMessage",
          "{\"MessageId\":\"b6c8ee9a-8f2f-4a4e-9d7e-0c5d1f0b2a11\","
              + "\"MD5OfMessageBody\":\"5d41402abc4b2a76b9719d911017c592\"}");

  private final byte[] object;

  /**
   * @param object the content of every object
   */
  CannedAnswers(byte[] object) {
    this.object = object;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        CannedHttpClient.drain(request);
        return answer(request.httpRequest());
      }

      @Override
      public void abort() {}
    };
  }

  private HttpExecuteResponse answer(SdkHttpRequest request) {
    return request
        .firstMatchingHeader("X-Amz-Target")
        .map(target -> json(BY_TARGET.get(target).getBytes(StandardCharsets.UTF_8)))
        .orElseGet(() -> object(request.method() == SdkHttpMethod.GET ? object : new byte[0]));
  }

  private static HttpExecuteResponse json(byte[] body) {
    return answer(SdkHttpFullResponse.builder(), "application/x-amz-json-1.0", body);
  }

  private static HttpExecuteResponse object(byte[] body) {
    return answer(
        SdkHttpFullResponse.builder()
            .putHeader("ETag", "\"0f343b0931126a20f133d67c2b018a3b\"")
            .putHeader("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT"),
        "application/octet-stream",
        body);
  }

  private static HttpExecuteResponse answer(
      SdkHttpFullResponse.Builder head, String type, byte[] body) {
    head.statusCode(200)
        .putHeader("Content-Type", type)
        .putHeader("Content-Length", Integer.toString(body.length))
        .putHeader("x-amz-request-id", "4RAGQWYZHP4W2ZP1");
    return HttpExecuteResponse.builder()
        .response(head.build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  @Override
  public void close() {}
}
