package io.mockaws.junit;

import io.mockaws.MockAws;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** SDK clients by their type. Works with one of the SDKs missing, as with both. */
final class Clients {
  private static final String JAVA = "software.amazon.awssdk.awscore.AwsClient";
  private static final String KOTLIN = "aws.smithy.kotlin.runtime.client.SdkClient";

  /** Makes clients of an SDK that another module knows. */
  interface OtherSdk {
    /** See {@link Clients#create}. */
    AutoCloseable create(Object companion, MockAws aws, boolean bound);
  }

  private Clients() {}

  /** Whether {@code type} is a client of either SDK, which can be built. */
  static boolean canCreate(Class<?> type) {
    return isA(type, JAVA) ? builder(type) != null : isA(type, KOTLIN) && companion(type) != null;
  }

  /**
   * A new client for {@code aws}.
   *
   * @param bound whether it stays with {@code aws} wherever it is used, instead of going to the
   *     mock in scope there
   */
  static AutoCloseable create(Class<?> type, MockAws aws, boolean bound) throws Exception {
    if (isA(type, KOTLIN)) {
      return forKotlin(type).create(companion(type), aws, bound);
    }
    try {
      return JavaClients.create(builder(type).invoke(null), aws, bound);
    } catch (InvocationTargetException failure) {
      throw failure.getCause() instanceof Exception cause ? cause : failure;
    }
  }

  private static OtherSdk forKotlin(Class<?> type) throws ReflectiveOperationException {
    try {
      return (OtherSdk)
          Class.forName("io.mockaws.junit.KotlinClients").getDeclaredConstructor().newInstance();
    } catch (ClassNotFoundException notThere) {
      throw new IllegalStateException(
          type.getName()
              + " is a client of the AWS SDK for Kotlin: name io.mockaws:mockaws-junit5-kotlin in"
              + " place of mockaws-junit5",
          notThere);
    }
  }

  private static boolean isA(Class<?> type, String name) {
    for (Class<?> parent : type.getInterfaces()) {
      if (parent.getName().equals(name) || isA(parent, name)) {
        return true;
      }
    }
    return false;
  }

  /** Null for clients that something else makes, as S3's CRT client. */
  private static Method builder(Class<?> type) {
    try {
      Method builder = type.getMethod("builder");
      return Modifier.isStatic(builder.getModifiers()) ? builder : null;
    } catch (NoSuchMethodException none) {
      return null;
    }
  }

  private static Object companion(Class<?> type) {
    try {
      return type.getField("Companion").get(null);
    } catch (NoSuchFieldException | IllegalAccessException none) {
      return null;
    }
  }
}
