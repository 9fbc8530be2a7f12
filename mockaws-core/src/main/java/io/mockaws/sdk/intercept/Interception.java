package io.mockaws.sdk.intercept;

import io.mockaws.scope.CarriedScopes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Brings the calls of clients that nobody configured to {@code io.mockaws.scope}. Installed once in
 * a JVM, by the first mock that wants it, and never taken out: without a mock the hooks do nothing.
 */
public final class Interception {
  private static final Logger LOG = System.getLogger("io.mockaws");
  private static volatile Boolean installed;

  /** The system property that leaves other threads alone when it is false. */
  private static final String THREADS = "mockaws.threads";

  /** What was said of SDKs that the hooks do not fit. */
  static final List<String> PROBLEMS = new CopyOnWriteArrayList<>();

  private Interception() {}

  /**
   * Installs the hooks, unless they are. When the JVM does not allow it, this is logged once, as a
   * warning with the ways out; mocks then reach only the clients that are configured for them.
   *
   * @return whether the hooks are in place
   */
  public static boolean install() {
    Boolean known = installed;
    return known == null ? installNow() : known;
  }

  /** Whether the hooks are in place. Installs nothing. */
  public static boolean isInstalled() {
    return Boolean.TRUE.equals(installed);
  }

  private static synchronized boolean installNow() {
    if (installed != null) {
      return installed;
    }
    try {
      Instrumentation instrumentation = SelfAttach.instrumentation();
      weave(instrumentation, new Weaver(Hooks.ALL, false, Interception::report));
      installed = true;
      tellOfAnotherLoader();
      followThreads(instrumentation);
    } catch (Exception | LinkageError failure) {
      installed = false;
      LOG.log(
          Level.WARNING,
          "mockaws cannot intercept AWS calls in this JVM: "
              + failure.getMessage()
              + ". Either start it with -javaagent:<path of mockaws-core.jar>, or bring each client to its mock: "
              + "aws.javaSdk().configure(builder), aws.kotlinSdk.configure(this).",
          failure);
    }
    return installed;
  }

  private static void report(String words, Throwable cause) {
    PROBLEMS.add(words);
    LOG.log(Level.WARNING, words, cause);
  }

  /** Under an application server, or Quarkus, the SDK may be where it cannot call us. */
  private static void tellOfAnotherLoader() {
    ClassLoader ours = Interception.class.getClassLoader();
    if (ours == ClassLoader.getSystemClassLoader()) {
      return;
    }
    try {
      Class<?> sdk = Class.forName("software.amazon.awssdk.core.SdkClient", false, ours);
      if (!Weaver.isSeenFrom(sdk.getClassLoader())) {
        report(
            "mockaws does not see the calls of the AWS SDK for Java, which another class loader has brought: "
                + sdk.getClassLoader()
                + " in place of "
                + ours
                + ". Load both by one; under Quarkus set quarkus.test.flat-class-path=true",
            null);
      }
    } catch (ClassNotFoundException | LinkageError none) {
      // Then there is nothing that could call.
    }
  }

  /** Without it threads have to be told, as where the JDK is one that the hooks do not fit. */
  private static void followThreads(Instrumentation instrumentation) {
    if (!Boolean.parseBoolean(System.getProperty(THREADS, "true"))) {
      return;
    }
    try {
      if (JdkCarrier.define(instrumentation, CarriedScopes.INSTANCE)) {
        weave(instrumentation, new Weaver(JdkHooks.ALL, true, Interception::report));
      }
    } catch (Exception | LinkageError failure) {
      report(
          "mockaws cannot follow what a test causes on other threads: see MockAws.wrap", failure);
    }
  }

  private static void weave(Instrumentation instrumentation, Weaver weaver) throws Exception {
    instrumentation.addTransformer(weaver, true);
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (weaver.wants(type)) {
        loaded.add(type);
      }
    }
    if (!loaded.isEmpty()) {
      instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
    }
  }
}
