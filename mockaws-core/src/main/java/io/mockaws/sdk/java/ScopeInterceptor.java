package io.mockaws.sdk.java;

import io.mockaws.scope.NoMockInScopeException;
import io.mockaws.scope.Scope;
import io.mockaws.scope.Scopes;
import io.mockaws.sdk.RealAwsCallException;
import io.mockaws.sdk.RealCalls;
import io.mockaws.sdk.intercept.Interception;
import io.mockaws.wire.http.HttpHandler;
import java.lang.reflect.Field;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.SdkClientConfiguration;
import software.amazon.awssdk.core.client.config.SdkClientOption;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * Finds out which mock a call is for, while it is still on its caller's thread, and stops it when
 * that is none and real calls are forbidden. The SDK finds this class on the class path and makes
 * one for every client, on the thread that builds the client; {@code beforeExecution} is the first
 * thing that happens in a call, before credentials are resolved.
 */
public final class ScopeInterceptor implements ExecutionInterceptor {
  /** A {@link Scope}, or the {@link NoMockInScopeException} that says why there is none. */
  private static final ExecutionAttribute<Object> SCOPE =
      new ExecutionAttribute<>("io.mockaws.Scope");

  private final Scope builtIn = Scopes.current();

  /** Where its last call went, of one that was built in none, from a thread where none was. */
  private volatile Scope taken;

  /** Notes the mock that the call is for, or refuses the call. */
  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (isLeftOver(attributes)) {
      attributes.putAttribute(SCOPE, Leftovers.SCOPE);
      // The client may have none of its own, and its default chain finds none without a mock.
      attributes.putAttribute(
          SdkInternalExecutionAttribute.IDENTITY_PROVIDERS, InterceptedCalls.IDENTITIES);
      return;
    }
    if (!Scopes.getAny()) {
      if (RealCalls.areForbidden() && !reachesMock(attributes)) {
        throw refusal(attributes, RealAwsCallException.Reason.FORBIDDEN);
      }
      return;
    }
    if (!Interception.isInstalled()) {
      if (!reachesMock(attributes)) {
        throw refusal(attributes, RealAwsCallException.Reason.NOT_INTERCEPTED);
      }
      return;
    }
    try {
      Scope found = Scopes.find(builtIn);
      attributes.putAttribute(SCOPE, found);
      if (builtIn == null && Scopes.current() == null) {
        taken = found;
      }
    } catch (NoMockInScopeException none) {
      // A client that is configured for a mock does not need the answer.
      attributes.putAttribute(SCOPE, none);
    }
  }

  /** Whether a listener goes on that outlives its mock. */
  private boolean isLeftOver(ExecutionAttributes attributes) {
    return Scopes.isLeftOver(builtIn == null ? taken : builtIn) && isListeners(attributes);
  }

  private static boolean isListeners(ExecutionAttributes attributes) {
    return Leftovers.takes(
        attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
  }

  /** What answers the call with these attributes, which is for {@code scope}. */
  static HttpHandler handlerOf(Scope scope, ExecutionAttributes attributes) {
    return isListeners(attributes) ? Leftovers.after(scope) : scope.getHandler();
  }

  /**
   * The mock that the call with these attributes is for, or null when there is none.
   *
   * @throws NoMockInScopeException when there are several and none is meant
   */
  static Scope scopeOf(ExecutionAttributes attributes) {
    Object found = attributes.getAttribute(SCOPE);
    if (found instanceof NoMockInScopeException none) {
      throw none;
    }
    return (Scope) found;
  }

  /** The same, and null too when none is meant. */
  static Scope scopeOrNull(ExecutionAttributes attributes) {
    return attributes.getAttribute(SCOPE) instanceof Scope scope ? scope : null;
  }

  /**
   * Whether a call to {@code host} is the mock's, or else the client's own.
   *
   * @throws RealAwsCallException when it is neither
   */
  static boolean goesToMock(String host, Scope scope, ExecutionAttributes attributes) {
    return switch (scope.way(host)) {
      case MOCK -> true;
      case OWN -> false;
      case NONE -> throw refusal(attributes, RealAwsCallException.Reason.NOT_TAKEN);
    };
  }

  private static RealAwsCallException refusal(
      ExecutionAttributes attributes, RealAwsCallException.Reason reason) {
    return new RealAwsCallException(
        attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
        reason);
  }

  /**
   * A client tells nobody its HTTP client, but keeps its configuration in a field. In doubt it is
   * real.
   */
  private static boolean reachesMock(ExecutionAttributes attributes) {
    SdkClient client = attributes.getAttribute(SdkInternalExecutionAttribute.SDK_CLIENT);
    if (client == null) {
      return false;
    }
    for (Field field : client.getClass().getDeclaredFields()) {
      if (field.getType() == SdkClientConfiguration.class && field.trySetAccessible()) {
        try {
          return reachesMock((SdkClientConfiguration) field.get(client));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return false;
  }

  private static boolean reachesMock(SdkClientConfiguration configuration) {
    SdkHttpClient sync = configuration.option(SdkClientOption.SYNC_HTTP_CLIENT);
    SdkAsyncHttpClient async = configuration.option(SdkClientOption.ASYNC_HTTP_CLIENT);
    return (sync != null && sync.clientName().equals(Messages.CLIENT_NAME))
        || (async != null && async.clientName().equals(Messages.CLIENT_NAME));
  }
}
