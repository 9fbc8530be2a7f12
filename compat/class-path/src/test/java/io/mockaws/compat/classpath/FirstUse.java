package io.mockaws.compat.classpath;

import io.mockaws.MockAws;

/** The first use of mockaws in a JVM: prints what comes of it. */
final class FirstUse {
  private FirstUse() {}

  public static void main(String[] arguments) {
    try (MockAws aws = MockAws.start()) {
      System.out.println("started in " + aws.region());
    } catch (Throwable failure) {
      System.out.println(failure);
    }
  }
}
