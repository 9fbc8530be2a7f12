package io.mockaws.junit;

import io.mockaws.MockAws;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Prints what mockaws adds to each of 300 parallel tests: {@code ./mvnw -q -pl mockaws-junit5 -am
 * test -Dtest=ParallelCost -Dsurefire.failIfNoSpecifiedTests=false}. Not among the tests, as a
 * figure cannot fail.
 */
class ParallelCost {
  private static final int TESTS = 300;
  private static final int ROUNDS = 20;

  static class Plain {
    @RepeatedTest(TESTS)
    void test() {}
  }

  @MockAwsTest
  static class WithMock {
    @RepeatedTest(TESTS)
    void test() {}
  }

  @MockAwsTest
  static class WithFixture {
    @MockAwsFixture
    static void world(MockAws aws) {
      for (int i = 0; i < 1000; i++) {
        aws.s3().bucket("receipts").put("" + i, "from the fixture");
      }
    }

    @RepeatedTest(TESTS)
    void test(MockAws aws) {}
  }

  @MockAwsTest
  static class WithClient {
    @MockAwsFixture
    static void world(MockAws aws) {
      aws.s3().bucket("receipts");
    }

    @RepeatedTest(TESTS)
    void test(S3Client s3) {
      s3.putObject(r -> r.bucket("receipts").key("1"), RequestBody.fromString("total"));
    }
  }

  @Test
  void print() {
    double plain = millisPerTest(Plain.class);
    System.out.printf("%d parallel tests, median of %d rounds, ms a test%n", TESTS, ROUNDS);
    System.out.printf("%-40s %.3f%n", "empty, without mockaws", plain);
    Map.of(
            "empty, a mock each", WithMock.class,
            "empty, a copy of 1,000 objects each", WithFixture.class,
            "a client built, one PutObject", WithClient.class)
        .forEach((name, tests) -> System.out.printf("%-40s %.3f%n", name, millisPerTest(tests)));
  }

  private static double millisPerTest(Class<?> tests) {
    double[] rounds = new double[ROUNDS];
    for (int i = -ROUNDS; i < ROUNDS; i++) {
      long start = System.nanoTime();
      EngineTestKit.engine("junit-jupiter")
          .selectors(DiscoverySelectors.selectClass(tests))
          .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
          .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
          .execute()
          .testEvents()
          .assertStatistics(s -> s.succeeded(TESTS));
      if (i >= 0) {
        rounds[i] = (System.nanoTime() - start) / 1e6 / TESTS;
      }
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }
}
