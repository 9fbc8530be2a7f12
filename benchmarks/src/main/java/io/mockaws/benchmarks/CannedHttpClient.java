package io.mockaws.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Answers the first call through another client and every later one with the same bytes again,
 * whatever it asks. The body of each request is read to its end, as any client has to, and thrown
 * away.
 */
final class CannedHttpClient implements SdkHttpClient {
  private final SdkHttpClient origin;
  private SdkHttpResponse head;
  private byte[] body;

  CannedHttpClient(SdkHttpClient origin) {
    this.origin = origin;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        if (head == null) {
          record(origin.prepareRequest(request).call());
        } else {
          drain(request);
        }
        AbortableInputStream content =
            body == null ? null : AbortableInputStream.create(new ByteArrayInputStream(body));
        return HttpExecuteResponse.builder().response(head).responseBody(content).build();
      }

      @Override
      public void abort() {}
    };
  }

  private void record(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isPresent()) {
      body = response.responseBody().get().readAllBytes();
    }
    head = response.httpResponse();
  }

  /** Reads the body of a request to its end, as any client has to. */
  static void drain(HttpExecuteRequest request) throws IOException {
    if (request.contentStreamProvider().isPresent()) {
      try (InputStream stream = request.contentStreamProvider().get().newStream()) {
        stream.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  @Override
  public void close() {}
}
