package io.mockaws.kafka;

import io.mockaws.services.kafka.broker.KafkaBroker;
import io.mockaws.services.kafka.broker.KafkaBrokerFactory;
import java.util.Map;

/**
 * Starts brokers of Apache Kafka in this JVM. Found by {@link java.util.ServiceLoader}; tests have
 * no use for it.
 */
public final class RaftBrokers implements KafkaBrokerFactory {
  /** For the loader. */
  public RaftBrokers() {}

  @Override
  public KafkaBroker start(Map<String, String> settings) {
    return new RaftBroker(settings);
  }
}
