package io.mockaws.agent;

import java.util.TimerTask;

/**
 * What the hooks in the JDK's classes call. Those are loaded by the bootstrap class loader, and see
 * nothing of ours but this class, which is put there for them: it refers to nothing of ours, and
 * does nothing until it is told who {@link #carry carries} scopes.
 */
public final class Carrier {
  private static volatile Scopes scopes;

  private Carrier() {}

  /** From here on {@code scopes} is asked. */
  public static void carry(Scopes scopes) {
    Carrier.scopes = scopes;
  }

  /** A thread is about to start. */
  public static void started(Object thread) {
    Scopes now = scopes;
    if (now != null) {
      now.started((Thread) thread);
    }
  }

  /** A task has been made that others will run. */
  public static void made(Object task) {
    Scopes now = scopes;
    if (now != null) {
      now.made(task);
    }
  }

  /** A task is handed to a pool that runs it as it is. */
  public static Runnable handed(Runnable task) {
    Scopes now = scopes;
    return now == null ? task : now.handed(task);
  }

  /** A task that its pool knows by identity is handed to it. */
  public static Object noted(Object task) {
    made(task);
    return task;
  }

  /** Runs a task in the scope that it was handed over in. */
  public static void run(Runnable task) {
    Scopes now = scopes;
    if (now == null) {
      task.run();
    } else {
      now.run(task);
    }
  }

  /** The same for a timer's. */
  public static void run(TimerTask task) {
    run((Runnable) task);
  }

  /** A task begins on this thread. */
  public static void entered(Object task) {
    Scopes now = scopes;
    if (now != null) {
      now.entered(task);
    }
  }

  /** A task ends on this thread. */
  public static void left(Object task) {
    Scopes now = scopes;
    if (now != null) {
      now.left(task);
    }
  }

  /** Who knows which scope is in force where, and puts it in force elsewhere. */
  public interface Scopes {
    /** A thread is about to start on this one. */
    void started(Thread thread);

    /** A task has been made, or handed over, on this thread. */
    void made(Object task);

    /** What a pool is to run in place of {@code task}, which is handed to it on this thread. */
    Runnable handed(Runnable task);

    /** Runs {@code task} in the scope that it was made in. */
    void run(Runnable task);

    /** This task begins on this thread. */
    void entered(Object task);

    /** This task ends on this thread. */
    void left(Object task);
  }
}
