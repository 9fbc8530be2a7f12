package io.mockaws.sdk.intercept;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Loads an agent into this very JVM by the protocol that {@code jcmd} and its like use on Linux: a
 * signal makes the JVM open a socket, and the socket takes commands. The JDK's own client of it
 * refuses to talk to its own process, and to start a second JVM that does takes longer than all the
 * rest of mockaws.
 */
final class HotSpotAttach {
  private static final Path FOLDER = Path.of("/tmp");
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Signal 3. */
  private static final long QUIT = 1 << 2;

  /** Nanoseconds between two looks for the socket, and how many looks. */
  private static final long PAUSE = 500_000;

  private static final int LOOKS = 4_000;

  private HotSpotAttach() {}

  /**
   * @throws IOException when the JVM does not open its socket, as on other systems and with {@code
   *     -XX:+DisableAttachMechanism}, or refuses the agent
   */
  static void load(Path agentJar) throws IOException {
    Path socket = FOLDER.resolve(".java_pid" + ProcessHandle.current().pid());
    if (!Files.exists(socket)) {
      open(socket);
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      for (String part : new String[] {"1", "load", "instrument", "false", agentJar + "="}) {
        channel.write(ByteBuffer.wrap((part + '\0').getBytes(StandardCharsets.UTF_8)));
      }
      String answer =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
      if (!answer.startsWith("0\n")) {
        throw new IOException("The JVM refused the agent: " + answer.strip());
      }
    }
  }

  /**
   * The JVM opens its socket on SIGQUIT when this file is there, and prints its threads when it is
   * not.
   */
  private static void open(Path socket) throws IOException {
    if (!handlesQuit()) {
      throw new IOException("The JVM is not listening for SIGQUIT (-Xrs)");
    }
    long pid = ProcessHandle.current().pid();
    Path request = Files.createFile(FOLDER.resolve(".attach_pid" + pid));
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -QUIT " + pid).start();
      for (int look = 0; look < LOOKS && !Files.exists(socket); look++) {
        LockSupport.parkNanos(PAUSE);
      }
      if (!Files.exists(socket)) {
        throw new IOException("The JVM did not open " + socket);
      }
    } finally {
      Files.deleteIfExists(request);
    }
  }

  /** A JVM that does not would be killed by the signal. */
  private static boolean handlesQuit() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("SigCgt:")) {
        long caught = Long.parseUnsignedLong(line.substring("SigCgt:".length()).strip(), 16);
        return (caught & QUIT) != 0;
      }
    }
    return false;
  }
}
