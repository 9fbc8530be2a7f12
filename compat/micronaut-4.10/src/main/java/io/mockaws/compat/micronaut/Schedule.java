package io.mockaws.compat.micronaut;

import io.micronaut.scheduling.annotation.Scheduled;
import io.mockaws.compat.orders.OrderListener;
import jakarta.inject.Singleton;

/** Polls the queue of orders. */
@Singleton
class Schedule {
  private final OrderListener orders;

  Schedule(OrderListener orders) {
    this.orders = orders;
  }

  @Scheduled(fixedDelay = "200ms")
  void poll() {
    orders.poll();
  }
}
