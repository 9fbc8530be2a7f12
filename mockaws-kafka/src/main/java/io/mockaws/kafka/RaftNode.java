package io.mockaws.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of Kafka, a broker and its own controller, as KafkaRaftServer puts it together; but for
 * what that does when it fails: it ends the JVM. Its log is in a folder of its own, which goes with
 * it.
 */
final class RaftNode implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RaftNode.class);

  private final Path folder;
  private final ServerSocketChannel controllerPort;
  private final BrokerServer broker;
  private final ControllerServer controller;

  RaftNode(Map<String, String> settings) throws IOException {
    folder = Files.createTempDirectory("mockaws-kafka");
    controllerPort = ServerSocketChannel.open();
    try {
      controllerPort
          .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .configureBlocking(false);
      int port = controllerPort.socket().getLocalPort();
      format();
      KafkaConfig config = new KafkaConfig(NodeSettings.of(folder, port, settings), false);
      var logs = KafkaRaftServer.initializeLogDirs(config, LOGGER, "");
      SharedServer shared =
          new SharedServer(
              config,
              logs._1(),
              Time.SYSTEM,
              new Metrics(),
              CompletableFuture.completedFuture(
                  Map.of(NodeSettings.NODE, new InetSocketAddress(NodeSettings.HOST, port))),
              List.of(),
              RaftNode::handler,
              sockets(port));
      broker = new BrokerServer(shared);
      controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), logs._2());
      controller.startup();
      broker.startup();
    } catch (Exception failure) {
      controllerPort.close();
      delete();
      if (failure instanceof IOException io) throw io;
      throw new IllegalStateException("Kafka cannot be started", failure);
    }
  }

  /** A fault stops what it is in, and nothing else. */
  private static FaultHandler handler(String name, boolean isFatal, Runnable action) {
    return (message, cause) -> {
      LOGGER.error("{}: {}", name, message, cause);
      action.run();
      return new IllegalStateException(message, cause);
    };
  }

  /** The controller's port was taken before anybody else could. */
  private ServerSocketFactory sockets(int port) {
    return (listener, address, backlog, buffer) ->
        address.getPort() == port
            ? controllerPort
            : ServerSocketFactory.INSTANCE.openServerSocket(listener, address, backlog, buffer);
  }

  private void format() throws IOException {
    try {
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(NodeSettings.NODE)
          .addDirectory(folder.toString())
          .setMetadataLogDirectory(folder.toString())
          .setControllerListenerName(NodeSettings.CONTROLLER)
          .setIgnoreFormatted(true)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .run();
    } catch (IOException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException("Kafka's log cannot be made", failure);
    }
  }

  BrokerServer server() {
    return broker;
  }

  String address() {
    return NodeSettings.HOST + ":" + broker.boundPort(new ListenerName(NodeSettings.CLIENTS));
  }

  @Override
  public void close() {
    broker.shutdown(Duration.ZERO);
    controller.shutdown();
    broker.awaitShutdown();
    try {
      controllerPort.close();
      delete();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void delete() throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
