package io.mockaws.sdk.kotlin;

import io.mockaws.scope.Scopes;
import io.mockaws.sdk.RealCalls;

/**
 * What the hooks in the AWS SDK for Kotlin call here, where its calls cannot be answered: the
 * Kotlin inside is not the SDK's. None goes out unnoticed.
 *
 * @see io.mockaws.sdk.intercept.Interception
 */
public final class InterceptedCalls {
  static final String WORDS =
      "mockaws-java answers the AWS SDK for Java alone. For the AWS SDK for Kotlin name"
          + " io.mockaws:mockaws-core in its place; with JUnit io.mockaws:mockaws-junit5-kotlin in"
          + " place of mockaws-junit5";

  private InterceptedCalls() {}

  /** A client's HTTP client has been made. */
  public static void built(Object client) {}

  /** Refuses a call that a mock would have to answer. */
  public static Object execute(Object client, Object context, Object request, Object continuation) {
    if (Scopes.getAny() || RealCalls.areForbidden()) {
      throw new UnsupportedOperationException(WORDS);
    }
    return null;
  }

  /** Refuses before credentials are looked for. */
  public static Object credentials(Object chain, Object attributes, Object continuation) {
    return execute(null, null, null, null);
  }

  /** Leaves it to the SDK; the call will be refused. */
  public static Object region(Object platform, Object profile, Object continuation) {
    return null;
  }
}
