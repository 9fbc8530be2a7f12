package io.mockaws.junit;

import io.mockaws.MockAws;
import io.mockaws.sam.SamProject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.opentest4j.TestAbortedException;

/** A mock and the clients that were handed out for it. */
final class World implements AutoCloseable {
  private final MockAws aws;
  private final Settings settings;
  private final boolean bindsClients;
  private final Map<Class<?>, AutoCloseable> clients = new HashMap<>();
  private final Deque<AutoCloseable> newestFirst = new ArrayDeque<>();
  private SamProject project;

  /**
   * @param settings what it was made by, or what it is a copy of
   * @param bindsClients whether clients stay with {@code aws} wherever they are used, instead of
   *     going to the mock in scope there
   */
  World(MockAws aws, Settings settings, boolean bindsClients) {
    this.aws = aws;
    this.settings = settings;
    this.bindsClients = bindsClients;
  }

  /** Whether {@link #parameter} knows this type. */
  static boolean hasParameter(Class<?> type) {
    return type == MockAws.class || type == SamProject.class || Clients.canCreate(type);
  }

  MockAws aws() {
    return aws;
  }

  /** One for a nested class, which begins as this one is now. */
  World forNested() {
    return fork(bindsClients);
  }

  /** One for a test, which begins as this one is now. */
  World forTest() {
    return fork(true);
  }

  /** From here on threads without a scope find the copies, and do not change the original. */
  private World fork(boolean bindsClients) {
    aws.detach();
    return new World(aws.fork(), settings, bindsClients);
  }

  /** What a test gets for a parameter of this type. */
  Object parameter(Class<?> type) throws Exception {
    if (type == MockAws.class) {
      return aws;
    }
    return type == SamProject.class ? project() : client(type);
  }

  /** The project as it is in this world, which deploys nothing that is there already. */
  private synchronized SamProject project() {
    if (project == null) {
      project = settings.project(aws);
    }
    return project;
  }

  /** The client of this type; the same one for all who ask. */
  private synchronized AutoCloseable client(Class<?> type) throws Exception {
    AutoCloseable client = clients.get(type);
    if (client == null) {
      client = aws.callInScope(() -> Clients.create(type, aws, bindsClients));
      clients.put(type, client);
      newestFirst.push(client);
    }
    return client;
  }

  /** Runs {@code fixtures} with the mock in scope, and closes it when they fail. */
  World seeded(Runnable fixtures) {
    try {
      aws.runInScope(fixtures);
      return this;
    } catch (Throwable failure) {
      explain(failure);
      try {
        close();
      } catch (Exception | Error another) {
        failure.addSuppressed(another);
      }
      throw failure;
    }
  }

  /** Runs what the test is made of with the mock in scope, on whichever thread JUnit wants it. */
  <T> T run(Invocation<T> invocation) throws Throwable {
    Callable<T> task = () -> this.<T, RuntimeException>proceed(invocation);
    return aws.callInScope(task);
  }

  /**
   * A {@link Callable} may not throw all that an invocation may; the compiler is told it does not.
   */
  @SuppressWarnings("unchecked")
  private <T, E extends Throwable> T proceed(Invocation<T> invocation) throws E {
    try {
      return invocation.proceed();
    } catch (Throwable failure) {
      explain(failure);
      throw (E) failure;
    }
  }

  /** Shows what was called, where a test failed. */
  void explain(Throwable failure) {
    if (!(failure instanceof TestAbortedException)) {
      aws.withCalls(failure);
    }
  }

  @Override
  public synchronized void close() throws Exception {
    try (aws) {
      while (!newestFirst.isEmpty()) {
        newestFirst.pop().close();
      }
    }
  }
}
