package io.mockaws.sdk.java;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** A {@link LateClient} of asynchronous clients. */
final class LateAsyncHttpClient implements SdkAsyncHttpClient {
  private final String name;
  private final LateClient<SdkAsyncHttpClient> late;

  LateAsyncHttpClient(SdkAsyncHttpClient.Builder<?> builder, AttributeMap defaults) {
    name = LateClient.nameOf(builder);
    late = new LateClient<>(() -> builder.buildWithDefaults(defaults));
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    return late.get().execute(request);
  }

  @Override
  public String clientName() {
    return name;
  }

  @Override
  public void close() {
    late.close();
  }
}
