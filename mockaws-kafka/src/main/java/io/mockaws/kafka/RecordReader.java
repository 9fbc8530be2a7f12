package io.mockaws.kafka;

import io.mockaws.services.kafka.broker.KafkaRecord;
import java.time.Duration;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads past all consumer groups, with one consumer that is made when it is first needed. */
final class RecordReader implements AutoCloseable {
  private final String address;
  private KafkaConsumer<byte[], byte[]> consumer;

  RecordReader(String address) {
    this.address = address;
  }

  /**
   * Those from one offset up to another, which are there; fewer where some were compacted away or
   * are of a transaction.
   */
  synchronized List<KafkaRecord> read(TopicPartition partition, long from, long to) {
    List<KafkaRecord> records = new ArrayList<>();
    if (from >= to) return records;
    KafkaConsumer<byte[], byte[]> consumer = consumer();
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    while (consumer.position(partition) < to) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
        if (record.offset() < to) records.add(told(record));
      }
    }
    return records;
  }

  synchronized Map<Integer, Long> offsetsAt(String topic, long timestamp, Map<Integer, Long> ends) {
    Map<TopicPartition, Long> asked = new HashMap<>();
    ends.keySet().forEach(partition -> asked.put(new TopicPartition(topic, partition), timestamp));
    Map<Integer, Long> offsets = new HashMap<>(ends);
    consumer()
        .offsetsForTimes(asked)
        .forEach(
            (partition, found) -> {
              if (found != null) offsets.put(partition.partition(), found.offset());
            });
    return offsets;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    if (consumer == null) {
      Map<String, Object> settings =
          Map.of("bootstrap.servers", address, "enable.auto.commit", false);
      consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
    return consumer;
  }

  private static KafkaRecord told(ConsumerRecord<byte[], byte[]> record) {
    List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
    record
        .headers()
        .forEach(header -> headers.add(new SimpleImmutableEntry<>(header.key(), header.value())));
    return new KafkaRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType().name().equals("LOG_APPEND_TIME") ? "LOG_APPEND_TIME" : "CREATE_TIME",
        record.key(),
        record.value(),
        headers);
  }

  @Override
  public synchronized void close() {
    if (consumer != null) consumer.close(CloseOptions.timeout(Duration.ZERO));
    consumer = null;
  }

  private static final Duration PATIENCE = Duration.ofMillis(100);
}
