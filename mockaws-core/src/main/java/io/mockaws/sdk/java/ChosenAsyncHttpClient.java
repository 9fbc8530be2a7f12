package io.mockaws.sdk.java;

import io.mockaws.scope.Scope;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** The same as {@link ChosenHttpClient} for asynchronous clients. */
record ChosenAsyncHttpClient(SdkAsyncHttpClient own, Scope scope, ExecutionAttributes call)
    implements SdkAsyncHttpClient {
  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    if (!ScopeInterceptor.goesToMock(request.request().host(), scope, call)) {
      return own.execute(request);
    }
    return new AsyncHttpClient(ScopeInterceptor.handlerOf(scope, call), scope).execute(request);
  }

  @Override
  public String clientName() {
    return own.clientName();
  }

  /** Made for one call; what it chooses from goes on. */
  @Override
  public void close() {}
}
