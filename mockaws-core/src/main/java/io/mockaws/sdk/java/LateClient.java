package io.mockaws.sdk.java;

import java.util.function.Supplier;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * An HTTP client that is built when it is first used. A client of the SDK that nobody configured
 * builds one, and loads hundreds of classes for it, which a test whose calls all go to its mock
 * never uses.
 *
 * @param <C> the client
 */
final class LateClient<C extends SdkAutoCloseable> {
  private final Supplier<C> builder;
  private C client;
  private boolean isClosed;

  LateClient(Supplier<C> builder) {
    this.builder = builder;
  }

  /** The client, which is closed where {@link #close} was called before. */
  synchronized C get() {
    if (client == null) {
      client = builder.get();
      if (isClosed) {
        client.close();
      }
    }
    return client;
  }

  synchronized void close() {
    isClosed = true;
    if (client != null) {
      client.close();
    }
  }

  /** What the SDK says of the client in {@code User-Agent}: {@code Apache}, {@code NettyNio}. */
  static String nameOf(Object builder) {
    Class<?> owner = builder.getClass().getEnclosingClass();
    String name = (owner == null ? builder.getClass() : owner).getSimpleName();
    return name.replaceFirst("(Async)?HttpClient$", "");
  }
}
