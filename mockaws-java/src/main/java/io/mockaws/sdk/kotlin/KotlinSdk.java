package io.mockaws.sdk.kotlin;

import io.mockaws.wire.http.HttpHandler;

/**
 * In place of what brings clients of the AWS SDK for Kotlin to a mock, which cannot be done here.
 */
public final class KotlinSdk {
  /**
   * Says what to use instead.
   *
   * @throws UnsupportedOperationException always
   */
  public KotlinSdk(HttpHandler handler, String region, String accountId) {
    throw new UnsupportedOperationException(InterceptedCalls.WORDS);
  }
}
