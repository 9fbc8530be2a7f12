package io.mockaws.compat.quarkus;

import io.mockaws.compat.orders.OrderListener;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Polls the queue of orders. */
@Singleton
class Schedule {
  @Inject OrderListener orders;

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void poll() {
    orders.poll();
  }
}
