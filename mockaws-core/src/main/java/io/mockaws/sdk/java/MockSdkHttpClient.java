package io.mockaws.sdk.java;

import io.mockaws.wire.http.HttpBody;
import io.mockaws.wire.http.HttpHandler;
import io.mockaws.wire.http.HttpResponse;
import java.io.IOException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The blocking HTTP client of the AWS SDK for Java v2, answered by a mock. A call runs on the
 * thread that makes it from end to end; bodies stream both ways. Closing it does nothing: the mock
 * belongs to whoever started it.
 */
final class MockSdkHttpClient implements SdkHttpClient {
  private final HttpHandler handler;

  MockSdkHttpClient(HttpHandler handler) {
    this.handler = handler;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    BlockingCall call = new BlockingCall(handler);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        HttpBody body = HttpBody.Empty;
        if (request.contentStreamProvider().isPresent()) {
          long length = Requests.contentLength(request.httpRequest());
          body = BlockingCall.bodyOf(request.contentStreamProvider().get(), length);
        }
        return toSdk(call.answer(Requests.of(request.httpRequest(), body)));
      }

      @Override
      public void abort() {
        call.abort();
      }
    };
  }

  private static HttpExecuteResponse toSdk(HttpResponse response) {
    return HttpExecuteResponse.builder()
        .response(Requests.toSdk(response))
        .responseBody(AbortableInputStream.create(BlockingCall.streamOf(response.getBody())))
        .build();
  }

  @Override
  public void close() {}

  @Override
  public String clientName() {
    return "mockaws";
  }
}
