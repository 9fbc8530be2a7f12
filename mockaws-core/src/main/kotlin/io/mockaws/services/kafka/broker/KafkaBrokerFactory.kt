package io.mockaws.services.kafka.broker

/**
 * Starts brokers. The module `io.mockaws:mockaws-kafka` has the one that there is, and is found by
 * [java.util.ServiceLoader]; the mock's core knows nothing of Kafka's classes.
 */
public fun interface KafkaBrokerFactory {
    /**
     * Starts a broker that is its own controller, with an empty log, and returns when it takes clients.
     *
     * @param settings what it has beside its defaults, by Kafka's names: `auto.create.topics.enable`
     * @throws IllegalStateException where it cannot be started
     */
    public fun start(settings: Map<String, String>): KafkaBroker
}
