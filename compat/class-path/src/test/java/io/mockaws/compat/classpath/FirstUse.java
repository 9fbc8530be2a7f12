package io.mockaws.compat.classpath;

import io.mockaws.MockAws;
import io.mockaws.MockAwsOptions;

/** The first use of mockaws in a JVM: prints what comes of it. */
final class FirstUse {
  /** The ways in. */
  enum Way {
    START,
    CONFIGURED,
    OPTIONS,
    ATTACH
  }

  private FirstUse() {}

  public static void main(String[] arguments) {
    try (MockAws aws = open(Way.valueOf(arguments[0]))) {
      System.out.println("started in " + aws.region());
    } catch (Throwable failure) {
      System.out.println(failure);
    }
  }

  private static MockAws open(Way way) {
    return switch (way) {
      case START -> MockAws.start();
      case CONFIGURED -> MockAws.start(o -> o.region("eu-central-1"));
      case OPTIONS -> MockAws.start(MockAwsOptions.builder().region("eu-central-1").build());
      case ATTACH -> MockAws.attach(1);
    };
  }
}
