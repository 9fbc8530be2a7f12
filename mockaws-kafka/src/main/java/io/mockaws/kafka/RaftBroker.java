package io.mockaws.kafka;

import io.mockaws.services.kafka.broker.KafkaBroker;
import io.mockaws.services.kafka.broker.KafkaRecord;
import io.mockaws.services.kafka.broker.KafkaTopic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.storage.internals.log.UnifiedLog;

/**
 * A node of Kafka as the mock uses it: offsets from its own memory, topics and records by clients
 * of its own.
 */
final class RaftBroker implements KafkaBroker {
  private final RaftNode node;
  private final RecordReader reader;
  private final RecordWatch watch;
  private final String address;

  RaftBroker(Map<String, String> settings) {
    try {
      node = new RaftNode(settings);
    } catch (IOException failure) {
      throw new IllegalStateException("Kafka cannot be started", failure);
    }
    address = node.address();
    reader = new RecordReader(address);
    watch = new RecordWatch(this);
  }

  @Override
  public String bootstrapServers() {
    return address;
  }

  @Override
  public List<KafkaTopic> topics() {
    List<KafkaTopic> topics = new ArrayList<>();
    var cache = node.server().metadataCache();
    for (String name : new TreeSet<>(cache.getAllTopics())) {
      boolean isOwn = !name.startsWith(KAFKAS);
      if (isOwn)
        cache
            .numPartitions(name)
            .ifPresent(count -> topics.add(new KafkaTopic(name, count, configs(name))));
    }
    return topics;
  }

  private Map<String, String> configs(String topic) {
    Map<String, String> configs = new TreeMap<>();
    Properties set = node.server().metadataCache().topicConfig(topic);
    for (String name : set.stringPropertyNames()) configs.put(name, set.getProperty(name));
    return configs;
  }

  @Override
  public void createTopic(String name, int partitions, Map<String, String> configs) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)))
          .all()
          .get();
    } catch (ExecutionException refused) {
      throw new IllegalArgumentException(refused.getCause().getMessage(), refused.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", interrupted);
    }
    awaitLogs(name, partitions);
  }

  /** Kafka answers when its metadata says so; the broker makes the logs a moment later. */
  private void awaitLogs(String topic, int partitions) {
    for (int turn = 0; turn < TURNS && endOffsets(topic).size() < partitions; turn++) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public Map<Integer, Long> endOffsets(String topic) {
    return offsets(topic, UnifiedLog::highWatermark);
  }

  @Override
  public Map<Integer, Long> beginningOffsets(String topic) {
    return offsets(topic, UnifiedLog::logStartOffset);
  }

  private Map<Integer, Long> offsets(String topic, ToLongFunction<UnifiedLog> offset) {
    Map<Integer, Long> offsets = new TreeMap<>();
    Optional<Integer> count = node.server().metadataCache().numPartitions(topic);
    for (int partition = 0; partition < count.orElse(0); partition++) {
      var log = node.server().replicaManager().getLog(new TopicPartition(topic, partition));
      if (log.isDefined()) offsets.put(partition, offset.applyAsLong(log.get()));
    }
    return offsets;
  }

  @Override
  public Map<Integer, Long> offsetsAt(String topic, long timestamp) {
    return reader.offsetsAt(topic, timestamp, endOffsets(topic));
  }

  @Override
  public List<KafkaRecord> read(String topic, int partition, long offset, int most) {
    long end = endOffsets(topic).getOrDefault(partition, 0L);
    return reader.read(new TopicPartition(topic, partition), offset, Math.min(end, offset + most));
  }

  @Override
  public void onRecords(Runnable listener) {
    watch.add(listener);
  }

  @Override
  public void close() {
    watch.close();
    reader.close();
    node.close();
  }

  /** What topics begin with that Kafka keeps for itself. */
  private static final String KAFKAS = "__";

  private static final int TURNS = 5000;
}
