package io.mockaws.kafka;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a node is set up: small, quick to start, reached from this machine alone, and like MSK where
 * a program can tell.
 */
final class NodeSettings {
  static final int NODE = 1;
  static final String HOST = "127.0.0.1";
  static final String CLIENTS = "PLAINTEXT";
  static final String CONTROLLER = "CONTROLLER";

  private NodeSettings() {}

  /**
   * @param port the controller's; clients get one that is free
   */
  static Map<String, String> of(Path folder, int port, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("node.id", String.valueOf(NODE));
    all.put("process.roles", "broker,controller");
    all.put("controller.quorum.voters", NODE + "@" + HOST + ":" + port);
    all.put("listeners", CLIENTS + "://" + HOST + ":0," + CONTROLLER + "://" + HOST + ":" + port);
    all.put("advertised.listeners", CLIENTS + "://" + HOST + ":0");
    all.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    all.put("controller.listener.names", CONTROLLER);
    all.put("inter.broker.listener.name", CLIENTS);
    all.put("log.dirs", folder.toString());
    for (String topic :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      all.put(topic + ".replication.factor", "1");
      all.put(topic + ".num.partitions", "1");
    }
    all.put("transaction.state.log.min.isr", "1");
    all.put("share.coordinator.state.topic.min.isr", "1");
    all.put("group.initial.rebalance.delay.ms", "0");
    all.put("num.network.threads", "1");
    all.put("num.io.threads", "2");
    all.put("background.threads", "2");
    all.put("group.coordinator.threads", "1");
    // https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html
    all.put("auto.create.topics.enable", "false");
    all.putAll(more);
    return all;
  }
}
