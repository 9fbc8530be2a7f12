package io.mockaws.sdk.intercept;

import java.util.TimerTask;
import java.util.function.BiFunction;

/**
 * What the hooks in the JDK's classes call. Those see nothing of ours, so {@link JdkCarrier} puts a
 * copy of this class among them: it refers to the JDK alone, and does nothing until it is told who
 * carries scopes.
 */
final class Carrier {
  /**
   * Who knows which scope is in force where, and puts it in force elsewhere: takes the name of one
   * of the methods below and its argument.
   */
  public static volatile BiFunction<String, Object, Object> scopes;

  private Carrier() {}

  /** A thread is about to start. */
  public static void started(Object thread) {
    tell("started", thread);
  }

  /** A task has been made that others will run. */
  public static void made(Object task) {
    tell("made", task);
  }

  /** A task is handed to a pool that runs it as it is. */
  public static Runnable handed(Runnable task) {
    BiFunction<String, Object, Object> now = scopes;
    return now == null ? task : (Runnable) now.apply("handed", task);
  }

  /** A task that its pool knows by identity is handed to it. */
  public static Object noted(Object task) {
    tell("made", task);
    return task;
  }

  /** Runs a task in the scope that it was handed over in. */
  public static void run(Runnable task) {
    BiFunction<String, Object, Object> now = scopes;
    if (now == null) {
      task.run();
    } else {
      now.apply("run", task);
    }
  }

  /** The same for a timer's. */
  public static void run(TimerTask task) {
    run((Runnable) task);
  }

  /** A task begins on this thread. */
  public static void entered(Object task) {
    tell("entered", task);
  }

  /** A task ends on this thread. */
  public static void left(Object task) {
    tell("left", task);
  }

  /** The value of an environment variable for this thread; null for what the process has. */
  public static Object variable(Object name) {
    BiFunction<String, Object, Object> now = scopes;
    return now == null || name == null ? null : now.apply("variable", name);
  }

  /** All environment variables for this thread; null for those of the process. */
  public static Object variables() {
    BiFunction<String, Object, Object> now = scopes;
    return now == null ? null : now.apply("variables", "");
  }

  private static void tell(String event, Object about) {
    BiFunction<String, Object, Object> now = scopes;
    if (now != null) {
      now.apply(event, about);
    }
  }
}
