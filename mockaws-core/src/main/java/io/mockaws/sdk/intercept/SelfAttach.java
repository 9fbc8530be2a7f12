package io.mockaws.sdk.intercept;

import io.mockaws.agent.MockAwsAgent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import net.bytebuddy.agent.ByteBuddyAgent;

/** Gets hold of this JVM's {@link Instrumentation}. */
final class SelfAttach {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final String FORBIDDEN = "-XX:+DisableAttachMechanism";

  private SelfAttach() {}

  /**
   * What {@code -javaagent} was given, else what the JVM gives when an agent is attached to it.
   *
   * @throws Exception when it gives nothing; the message says why
   */
  static Instrumentation instrumentation() throws Exception {
    Instrumentation given = given();
    if (given != null) {
      return given;
    }
    if (isForbidden()) {
      throw new IllegalStateException("it was started with " + FORBIDDEN);
    }
    Path jar = agentJar();
    try {
      try {
        HotSpotAttach.load(jar);
      } catch (IOException | LinkageError notHere) {
        attachFromOutside(jar, notHere);
      }
    } finally {
      Files.deleteIfExists(jar);
    }
    Instrumentation attached = given();
    if (attached == null) {
      throw new IllegalStateException("The JVM loaded the agent, and did not start it");
    }
    return attached;
  }

  /** A JVM that is asked all the same prints its threads, and lets us wait. */
  private static boolean isForbidden() throws IOException {
    return commandLine().contains(FORBIDDEN)
        || System.getenv().getOrDefault("JAVA_TOOL_OPTIONS", "").contains(FORBIDDEN)
        || System.getenv().getOrDefault("JDK_JAVA_OPTIONS", "").contains(FORBIDDEN);
  }

  /** {@link ProcessHandle} gives no arguments when they are as long as a class path. */
  private static String commandLine() throws IOException {
    return Files.isReadable(COMMAND_LINE)
        ? Files.readString(COMMAND_LINE, StandardCharsets.ISO_8859_1)
        : ProcessHandle.current().info().commandLine().orElse("");
  }

  /** By a second JVM, for systems where the short way is closed. */
  private static void attachFromOutside(Path jar, Throwable shortWay) throws Exception {
    try {
      ByteBuddyAgent.attach(jar.toFile(), Long.toString(ProcessHandle.current().pid()));
    } catch (Exception | LinkageError failure) {
      failure.addSuppressed(shortWay);
      throw failure;
    }
  }

  /** The agent has been loaded by the system class loader, which need not be ours. */
  private static Instrumentation given() throws ReflectiveOperationException {
    try {
      Class<?> agent = ClassLoader.getSystemClassLoader().loadClass(MockAwsAgent.class.getName());
      return (Instrumentation) agent.getMethod("instrumentation").invoke(null);
    } catch (ClassNotFoundException notLoaded) {
      return null;
    }
  }

  /**
   * A jar of the agent alone: what the JVM attaches has to be one, and ours may still be a folder
   * of classes.
   */
  private static Path agentJar() throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Agent-Class", MockAwsAgent.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    Path jar = Files.createTempFile("mockaws-agent", ".jar");
    String name = MockAwsAgent.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream agent = MockAwsAgent.class.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new ZipEntry(name));
      agent.transferTo(out);
    }
    return jar;
  }
}
