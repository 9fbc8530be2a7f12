package io.mockaws.sdk.intercept;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** A worker that serves a whole program, as its class is first used. */
final class SharedWorkers {
  private static final LinkedBlockingQueue<Runnable> TASKS = new LinkedBlockingQueue<>();

  static {
    Thread worker =
        new Thread(
            () -> {
              try {
                while (true) {
                  TASKS.take().run();
                }
              } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
              }
            },
            "shared-worker");
    worker.setDaemon(true);
    worker.start();
  }

  private SharedWorkers() {}

  static CompletableFuture<Void> run(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    TASKS.add(
        () -> {
          try {
            task.run();
            done.complete(null);
          } catch (Throwable failure) {
            done.completeExceptionally(failure);
          }
        });
    return done;
  }
}
