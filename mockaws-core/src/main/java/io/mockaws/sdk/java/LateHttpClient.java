package io.mockaws.sdk.java;

import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** A {@link LateClient} of blocking clients. */
final class LateHttpClient implements SdkHttpClient {
  private final String name;
  private final LateClient<SdkHttpClient> late;

  LateHttpClient(SdkHttpClient.Builder<?> builder, AttributeMap defaults) {
    name = LateClient.nameOf(builder);
    late = new LateClient<>(() -> builder.buildWithDefaults(defaults));
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return late.get().prepareRequest(request);
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
