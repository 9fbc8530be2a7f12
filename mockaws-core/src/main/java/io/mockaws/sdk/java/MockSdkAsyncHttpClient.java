package io.mockaws.sdk.java;

import io.mockaws.wire.http.HttpHandler;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * The asynchronous HTTP client of the AWS SDK for Java v2, answered by a mock. It never blocks its
 * caller; bodies stream both ways with back-pressure. Closing it cancels the calls that still run.
 */
final class MockSdkAsyncHttpClient implements SdkAsyncHttpClient {
  private final AsyncCalls calls;

  MockSdkAsyncHttpClient(HttpHandler handler) {
    this.calls = new AsyncCalls(handler);
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    return calls.execute(request);
  }

  @Override
  public void close() {
    calls.close();
  }

  @Override
  public String clientName() {
    return "mockaws";
  }
}
