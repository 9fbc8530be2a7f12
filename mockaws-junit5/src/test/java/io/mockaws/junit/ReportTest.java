package io.mockaws.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.mockaws.MockAws;
import io.mockaws.sdk.RealAwsCallException;
import io.mockaws.sdk.intercept.Interception;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What JUnit reports of tests that fail, of tests that are wrong, and what becomes of theirs. */
class ReportTest {
  /** The failures and aborts in a class of tests, by the end of their ids. */
  private static List<Throwable> problemsIn(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .enableImplicitConfigurationParameters(false)
        .execute()
        .allEvents()
        .stream()
        .filter(event -> event.getType() == EventType.FINISHED)
        .map(Event::getPayload)
        .flatMap(payload -> payload.stream())
        .map(TestExecutionResult.class::cast)
        .flatMap(result -> result.getThrowable().stream())
        .toList();
  }

  private static String suppressed(Throwable failure) {
    return String.join(
        "\n", Arrays.stream(failure.getSuppressed()).map(Throwable::toString).toList());
  }

  @MockAwsTest
  static class FailsAfterACall {
    @Test
    void test(MockAws aws, S3Client s3) {
      s3.createBucket(r -> r.bucket("receipts"));
      fail("no receipt");
    }
  }

  @Test
  void a_failure_shows_the_calls_of_its_test() {
    List<Throwable> problems = problemsIn(FailsAfterACall.class);
    assertEquals(1, problems.size());
    assertEquals("no receipt", problems.get(0).getMessage());
    assertEquals(1, problems.get(0).getSuppressed().length);
    assertTrue(suppressed(problems.get(0)).contains("s3:CreateBucket {Bucket=receipts} -> 200"));
  }

  @MockAwsTest
  static class FailsInAFactory {
    @TestFactory
    Stream<DynamicTest> tests(S3Client s3) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "test",
              () -> {
                s3.createBucket(r -> r.bucket("receipts"));
                fail();
              }));
    }
  }

  @Test
  void so_does_that_of_a_dynamic_test() {
    assertTrue(suppressed(problemsIn(FailsInAFactory.class).get(0)).contains("s3:CreateBucket"));
  }

  @MockAwsTest
  static class TakesTooLong {
    @Test
    @Timeout(
        value = 20,
        unit = TimeUnit.MILLISECONDS,
        threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void test(MockAws aws, SqsClient sqs) {
      String url = aws.sqs().queue("orders").url();
      sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20));
    }
  }

  @Test
  void so_does_a_test_that_took_too_long() {
    Throwable problem = problemsIn(TakesTooLong.class).get(0);
    assertInstanceOf(TimeoutException.class, problem);
    assertTrue(suppressed(problem).contains("the calls of this mock"), () -> suppressed(problem));
  }

  @MockAwsTest
  static class IsAborted {
    @Test
    void test() {
      Assumptions.abort("not here");
    }
  }

  @Test
  void an_assumption_that_does_not_hold_is_no_failure() {
    assertEquals("", suppressed(problemsIn(IsAborted.class).get(0)));
  }

  @MockAwsTest
  static class LeavesStubs {
    @Test
    void test(MockAws aws) {
      aws.stub(s -> s.respond("sqs", "ListQueues"));
    }
  }

  @Test
  void stubs_that_nobody_called_fail_the_test() {
    List<Throwable> problems = problemsIn(LeavesStubs.class);
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).getMessage().contains("ListQueues"), problems.get(0)::getMessage);
  }

  @MockAwsTest
  static class HasABadFixture {
    @MockAwsFixture
    void world() {}

    @Test
    void test() {}
  }

  @MockAwsTest
  static class HasAFixtureThatFails {
    static MockAws seen;

    @MockAwsFixture
    static void world(MockAws aws) {
      seen = aws;
      throw new IllegalStateException("no world today");
    }

    @Test
    void test() {}
  }

  @MockAwsTest
  static class HasAFixtureWithAStrangeParameter {
    @MockAwsFixture
    static void world(String name) {}

    @Test
    void test() {}
  }

  @MockAwsTest(region = "Frankfurt")
  static class HasABadRegion {
    @Test
    void test() {}
  }

  @MockAwsTest(startAt = "yesterday")
  static class HasABadTime {
    @Test
    void test() {}
  }

  @Test
  void what_is_wrong_with_a_class_is_said() {
    assertProblem(
        HasABadFixture.class, "@MockAwsFixture must be static, it runs once for all tests: ");
    assertProblem(HasAFixtureThatFails.class, "no world today");
    assertThrows(IllegalStateException.class, () -> HasAFixtureThatFails.seen.fork());
    assertProblem(
        HasAFixtureWithAStrangeParameter.class,
        "@MockAwsFixture can be given a MockAws and SDK clients, but not java.lang.String: ");
    assertProblem(HasABadRegion.class, "@MockAwsTest: Not a region: \"Frankfurt\"");
    assertProblem(
        HasABadTime.class,
        "@MockAwsTest(startAt = \"yesterday\") is not like 2026-01-01T00:00:00Z");
  }

  private static void assertProblem(Class<?> tests, String beginning) {
    List<Throwable> problems = problemsIn(tests);
    assertEquals(1, problems.size(), () -> "problems of " + tests + ": " + problems);
    String message = problems.get(0).getMessage();
    assertTrue(message.startsWith(beginning), message);
  }

  @Target(ElementType.PARAMETER)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Mine {}

  static class Stranger implements ParameterResolver {
    static final S3Client ITS = S3Client.builder().region(Region.EU_CENTRAL_1).build();

    @Override
    public boolean supportsParameter(
        ParameterContext parameter, org.junit.jupiter.api.extension.ExtensionContext context) {
      return parameter.isAnnotated(Mine.class);
    }

    @Override
    public Object resolveParameter(
        ParameterContext parameter, org.junit.jupiter.api.extension.ExtensionContext context) {
      return ITS;
    }
  }

  @MockAwsTest
  @ExtendWith(Stranger.class)
  static class HasAParameterOfAnother {
    @Test
    void test(@Mine S3Client theirs, S3Client ours) {
      assertTrue(theirs == Stranger.ITS && ours != theirs);
    }
  }

  @Test
  void a_parameter_with_an_annotation_is_left_to_others() {
    assertEquals(List.of(), problemsIn(HasAParameterOfAnother.class));
  }

  @MockAwsTest
  static class KeepsItsMock {
    static MockAws seen;

    @Test
    void test(MockAws aws) {
      seen = aws;
    }
  }

  @Test
  void mocks_are_closed_after_the_test() {
    assertEquals(List.of(), problemsIn(KeepsItsMock.class));
    assertThrows(IllegalStateException.class, () -> KeepsItsMock.seen.fork());
  }

  @Test
  void calls_that_come_after_the_tests_do_not_go_to_aws() {
    assertEquals(List.of(), problemsIn(KeepsItsMock.class));
    RealAwsCallException refused =
        assertThrows(RealAwsCallException.class, () -> Stranger.ITS.listBuckets());
    assertEquals("S3", refused.service());
    assertEquals("ListBuckets", refused.operation());
  }

  @Test
  void interception_is_there_before_the_first_test() {
    assertTrue(Interception.isInstalled());
  }
}
