package io.mockaws.kafka;

import io.mockaws.services.kafka.broker.KafkaTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few milliseconds whether records came, and tells whoever wants to know. One thread,
 * from the first listener on.
 */
final class RecordWatch implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RecordWatch.class);
  private static final long PERIOD = 10;

  private final RaftBroker broker;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private Thread thread;
  private volatile boolean isOver;

  RecordWatch(RaftBroker broker) {
    this.broker = broker;
  }

  synchronized void add(Runnable listener) {
    listeners.add(listener);
    if (thread != null) return;
    thread = new Thread(this::run, "mockaws-kafka " + broker.bootstrapServers());
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    Map<String, Long> before = new HashMap<>();
    while (!isOver) {
      try {
        Map<String, Long> now = ends();
        if (!now.equals(before)) listeners.forEach(Runnable::run);
        before = now;
        Thread.sleep(PERIOD);
      } catch (InterruptedException over) {
        return;
      } catch (RuntimeException failure) {
        if (!isOver)
          LOGGER.warn(
              "What waits for records of {} has failed", broker.bootstrapServers(), failure);
      }
    }
  }

  private Map<String, Long> ends() {
    Map<String, Long> ends = new HashMap<>();
    for (KafkaTopic topic : broker.topics()) {
      ends.put(
          topic.name(),
          broker.endOffsets(topic.name()).values().stream().mapToLong(it -> it).sum());
    }
    return ends;
  }

  @Override
  public void close() {
    isOver = true;
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running == null || running == Thread.currentThread()) return;
    running.interrupt();
    try {
      running.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
