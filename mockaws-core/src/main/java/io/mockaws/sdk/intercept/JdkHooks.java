package io.mockaws.sdk.intercept;

import java.util.List;

/**
 * Where mockaws meets the JDK: the places in which a thread or a task is handed from one to the
 * other, for what a test causes on other threads; and where a function of Lambda asks for its
 * environment. Tested on Java 17 and 25.
 */
final class JdkHooks {
  private static final String CARRIER = JdkCarrier.NAME;
  private static final String CONCURRENT = "java/util/concurrent/";
  private static final String RUNNABLE = "java/lang/Runnable";

  static final List<Hook> ALL =
      List.of(
          new Hook("java/lang/Thread", "start", new TellAround(CARRIER, "started", null)),
          // From Java 21 on.
          new Hook("java/lang/VirtualThread", "start", new TellAround(CARRIER, "started", null)),
          // Pools of threads. A worker that waits for tasks already does not see the change of its
          // loop, so tasks say themselves where they begin.
          new Hook(CONCURRENT + "FutureTask", "run", new TellAround(CARRIER, "entered", "left")),
          new Hook(
              CONCURRENT + "FutureTask", "runAndReset", new TellAround(CARRIER, "entered", "left")),
          new Hook(
              CONCURRENT + "ThreadPoolExecutor", "execute", new Hand(RUNNABLE, CARRIER, "handed")),
          new Hook(
              CONCURRENT + "ScheduledThreadPoolExecutor",
              "delayedExecute",
              new Hand(CONCURRENT + "RunnableScheduledFuture", CARRIER, "noted")),
          new Hook(
              CONCURRENT + "ThreadPoolExecutor",
              "runWorker",
              new Divert(null, RUNNABLE + ".run()V", CARRIER, "run")),
          // Timers that are younger than the first mock.
          new Hook("java/util/Timer", "sched", new Hand("java/util/TimerTask", CARRIER, "noted")),
          new Hook(
              "java/util/TimerThread",
              "mainLoop",
              new Divert(null, "java/util/TimerTask.run()V", CARRIER, "run")),
          // Parallel streams and CompletableFuture: all that they do are tasks of this kind.
          new Hook(CONCURRENT + "ForkJoinTask", "<init>", new TellLast(CARRIER, "made")),
          new Hook(
              CONCURRENT + "ForkJoinTask", "doExec", new TellAround(CARRIER, "entered", "left")),
          new Hook(CONCURRENT + "ForkJoinPool", "execute", new Hand(RUNNABLE, CARRIER, "handed")),
          new Hook(CONCURRENT + "ForkJoinPool", "submit", new Hand(RUNNABLE, CARRIER, "handed")),
          new Hook(
              CONCURRENT + "CompletableFuture$Completion",
              "run",
              new TellAround(CARRIER, "entered", "left")),
          // A function of Lambda has environment variables of its own.
          new Hook("java/lang/System", "getenv", new AnswerFirst(CARRIER, "variable", 1)),
          new Hook("java/lang/System", "getenv", new AnswerFirst(CARRIER, "variables", 0)));

  private JdkHooks() {}
}
