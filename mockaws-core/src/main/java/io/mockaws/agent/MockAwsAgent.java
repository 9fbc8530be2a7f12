package io.mockaws.agent;

import java.lang.instrument.Instrumentation;

/**
 * Keeps what the JVM gives an agent, for the moment in which the first mock needs it. Named by the
 * manifest of our jar, for {@code -javaagent:mockaws-core.jar}, and loaded by name when mockaws
 * attaches itself. It is loaded by the system class loader and so refers to nothing of ours.
 */
public final class MockAwsAgent {
  private static volatile Instrumentation instrumentation;

  private MockAwsAgent() {}

  /** Called by the JVM before {@code main}. */
  public static void premain(String arguments, Instrumentation instrumentation) {
    MockAwsAgent.instrumentation = instrumentation;
  }

  /** Called by the JVM when the agent is attached to it while it runs. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    MockAwsAgent.instrumentation = instrumentation;
  }

  /** What the JVM gave, or null when it was never asked. */
  public static Instrumentation instrumentation() {
    return instrumentation;
  }
}
