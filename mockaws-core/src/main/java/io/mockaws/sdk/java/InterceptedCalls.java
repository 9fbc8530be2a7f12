package io.mockaws.sdk.java;

import io.mockaws.engine.CallerThread;
import io.mockaws.engine.EngineClock;
import io.mockaws.scope.Scope;
import io.mockaws.scope.Scopes;
import io.mockaws.sdk.RealCalls;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.internal.http.RequestExecutionContext;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.identity.spi.IdentityProviders;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * What the hooks in the SDK's classes call. Public for their sake alone.
 *
 * @see io.mockaws.sdk.intercept.Interception
 */
public final class InterceptedCalls {
  private static final AwsBasicCredentials CREDENTIALS =
      AwsBasicCredentials.create(Scopes.ACCESS_KEY, "secret");

  /** The same for one call, whatever its client has. */
  static final IdentityProviders IDENTITIES =
      IdentityProviders.builder()
          .putIdentityProvider(StaticCredentialsProvider.create(CREDENTIALS))
          .build();

  private InterceptedCalls() {}

  /** What sends the call of {@code context}: the mock, or {@code real} where there is none. */
  public static SdkHttpClient client(SdkHttpClient real, RequestExecutionContext context) {
    if (real.clientName().equals(Messages.CLIENT_NAME)) {
      return real;
    }
    Scope scope = ScopeInterceptor.scopeOf(context.executionAttributes());
    return scope == null ? real : new ChosenHttpClient(real, scope, context.executionAttributes());
  }

  /** What sends the call of {@code context}: the mock, or {@code real} where there is none. */
  public static SdkAsyncHttpClient client(
      SdkAsyncHttpClient real, RequestExecutionContext context) {
    if (real.clientName().equals(Messages.CLIENT_NAME)) {
      return real;
    }
    Scope scope = ScopeInterceptor.scopeOf(context.executionAttributes());
    return scope == null
        ? real
        : new ChosenAsyncHttpClient(real, scope, context.executionAttributes());
  }

  /**
   * The HTTP client of a client that names none: while there is a mock, one that is built when a
   * call goes out.
   */
  public static SdkHttpClient built(SdkHttpClient.Builder<?> builder, AttributeMap defaults) {
    return Scopes.getAny()
        ? new LateHttpClient(builder, defaults)
        : builder.buildWithDefaults(defaults);
  }

  /** The same for asynchronous clients. */
  public static SdkAsyncHttpClient built(
      SdkAsyncHttpClient.Builder<?> builder, AttributeMap defaults) {
    return Scopes.getAny()
        ? new LateAsyncHttpClient(builder, defaults)
        : builder.buildWithDefaults(defaults);
  }

  /**
   * The executor that completes the future of a call: with the call's mock in scope, so that calls
   * which are made there, by the SDK itself or by the caller's {@code thenCompose}, go to the same
   * mock.
   */
  public static Executor executor(Executor real, RequestExecutionContext context) {
    Scope scope = ScopeInterceptor.scopeOrNull(context.executionAttributes());
    return scope == null ? real : task -> real.execute(() -> scope.run(task));
  }

  /** Sleeps as {@link TimeUnit#sleep} does, or in the virtual time of the test that calls. */
  public static void sleep(TimeUnit unit, long time, RequestExecutionContext context)
      throws InterruptedException {
    // The SDK sleeps before every attempt, and almost always for no time at all.
    EngineClock clock = time <= 0 ? null : virtualClock(context);
    if (clock == null) {
      unit.sleep(time);
    } else {
      new CallerThread().sleep(clock, unit.toNanos(time));
    }
  }

  /**
   * Has {@code task} run after a time, or after that much virtual time of the test that calls. The
   * SDK does not look at what is returned, which is null in the second case.
   */
  public static ScheduledFuture<?> schedule(
      ScheduledExecutorService executor,
      Runnable task,
      long delay,
      TimeUnit unit,
      RequestExecutionContext context) {
    return schedule(
        executor, task, delay, unit, ScopeInterceptor.scopeOrNull(context.executionAttributes()));
  }

  /**
   * The same where the SDK has no context at hand: it schedules where it has learned of an answer,
   * which is in the scope of the call.
   */
  public static ScheduledFuture<?> schedule(
      ScheduledExecutorService executor, Runnable task, long delay, TimeUnit unit) {
    return schedule(executor, task, delay, unit, Scopes.current());
  }

  private static ScheduledFuture<?> schedule(
      ScheduledExecutorService executor, Runnable task, long delay, TimeUnit unit, Scope scope) {
    EngineClock clock = virtualClock(scope);
    if (clock == null) {
      return executor.schedule(task, delay, unit);
    }
    // In scope, so that an attempt that fails before it is sent waits in the same time again.
    clock.runAfter(unit.toNanos(delay), () -> executor.execute(() -> scope.run(task)));
    return null;
  }

  private static EngineClock virtualClock(RequestExecutionContext context) {
    return virtualClock(ScopeInterceptor.scopeOrNull(context.executionAttributes()));
  }

  private static EngineClock virtualClock(Scope scope) {
    return scope != null && scope.getClock().isVirtual() ? scope.getClock() : null;
  }

  /**
   * What the default chain answers while there is a mock, or nothing can go out that is signed with
   * them; else null.
   */
  public static Object credentials(Object provider) {
    return Scopes.getAny() || RealCalls.areForbidden() ? CREDENTIALS : null;
  }

  /** What the default chain answers where a mock is in scope, or all there are agree; else null. */
  public static Object region(Object chain) {
    if (!(chain instanceof DefaultAwsRegionProviderChain) || !Scopes.getAny()) {
      return null;
    }
    String region = Scopes.region();
    return region == null ? null : Region.of(region);
  }
}
