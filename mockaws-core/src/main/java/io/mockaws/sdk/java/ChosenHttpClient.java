package io.mockaws.sdk.java;

import io.mockaws.scope.Scope;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The mock or a client's own HTTP client, as the host wants it that the request is on its way to.
 */
record ChosenHttpClient(SdkHttpClient own, Scope scope, ExecutionAttributes call)
    implements SdkHttpClient {
  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    if (!ScopeInterceptor.goesToMock(request.httpRequest().host(), scope, call)) {
      return own.prepareRequest(request);
    }
    return new SyncHttpClient(ScopeInterceptor.handlerOf(scope, call)).prepareRequest(request);
  }

  @Override
  public String clientName() {
    return own.clientName();
  }

  /** Made for one call; what it chooses from goes on. */
  @Override
  public void close() {}
}
