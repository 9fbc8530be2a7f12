package io.mockaws.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.MockAws;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Each method of a test, on whichever thread, with the mock of that test. */
@MockAwsTest(region = "eu-central-1", seed = 7, startAt = "2026-01-01T00:00:00Z")
class MockAwsTestTest {
  private static final S3Client SHARED = S3Client.builder().region(Region.EU_CENTRAL_1).build();
  private static S3Client ofTheClass;

  private final MockAws inConstructor;

  MockAwsTestTest(MockAws aws) {
    inConstructor = aws;
    SHARED.createBucket(r -> r.bucket("by-constructor"));
  }

  @MockAwsFixture
  private static void world(MockAws aws, S3Client s3) {
    aws.s3().bucket("by-fixture");
    s3.createBucket(r -> r.bucket("by-client-of-fixture"));
  }

  @BeforeAll
  static void once(S3Client s3) {
    SHARED.createBucket(r -> r.bucket("by-before-all"));
    ofTheClass = s3;
  }

  @BeforeEach
  void each(MockAws aws) {
    assertSame(inConstructor, aws);
    SHARED.createBucket(r -> r.bucket("by-before-each"));
    ofTheClass.createBucket(r -> r.bucket("by-client-of-class"));
  }

  @AfterEach
  void bucketsAreThoseOfOneTest(MockAws aws) {
    assertEquals(7, aws.s3().buckets().size());
    assertEquals(aws.s3().buckets().size(), SHARED.listBuckets().buckets().size());
  }

  private static List<String> buckets(S3Client client) {
    return client.listBuckets().buckets().stream().map(Bucket::name).toList();
  }

  private void makeOneMore() {
    SHARED.createBucket(r -> r.bucket("by-test"));
    assertEquals(
        List.of(
            "by-before-all",
            "by-before-each",
            "by-client-of-class",
            "by-client-of-fixture",
            "by-constructor",
            "by-fixture",
            "by-test"),
        buckets(SHARED));
  }

  @RepeatedTest(3)
  void every_repetition_begins_anew() {
    makeOneMore();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b"})
  void arguments_go_before_what_mockaws_gives(String argument, S3Client s3) {
    assertTrue(argument.length() == 1);
    makeOneMore();
    assertEquals(7, buckets(s3).size());
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_test_with_a_time_limit_runs_in_another_thread() {
    makeOneMore();
  }

  @TestFactory
  Stream<DynamicTest> dynamic_tests_of_a_factory_share_a_mock() {
    return Stream.of(
        DynamicTest.dynamicTest("makes it", this::makeOneMore),
        DynamicTest.dynamicTest("finds it", () -> assertEquals(7, buckets(SHARED).size())));
  }

  @Test
  void clients_are_given_to_whom_asks(
      MockAws aws, S3Client s3, S3AsyncClient async, SqsClient sqs) {
    makeOneMore();
    assertEquals(buckets(SHARED), buckets(s3));
    assertEquals(7, async.listBuckets().join().buckets().size());
    assertTrue(sqs.listQueues().queueUrls().isEmpty());
    assertEquals("eu-central-1", aws.calls("sqs").get(0).region());
  }

  @Test
  void options_are_those_of_the_class(MockAws aws) {
    makeOneMore();
    assertEquals("eu-central-1", aws.region());
    assertTrue(aws.time().now().isBefore(Instant.parse("2026-01-02T00:00:00Z")));
  }

  @Test
  @MockAwsTest(region = "us-west-2")
  void options_of_a_method_hold_instead_and_fixtures_run_for_it(MockAws aws) {
    assertEquals("us-west-2", aws.region());
    assertTrue(aws.time().now().isAfter(Instant.parse("2026-01-02T00:00:00Z")));
    assertNotEquals(List.of(), aws.s3().buckets());
    aws.s3().bucket("one");
    aws.s3().bucket("two");
  }

  @Nested
  class InANestedClass {
    @MockAwsFixture
    static void more(MockAws aws) {
      aws.s3().bucket("by-test");
    }

    @Test
    void the_world_is_the_outer_one_and_more(MockAws aws) {
      assertEquals("eu-central-1", aws.region());
      assertEquals(7, buckets(SHARED).size());
    }
  }

  @Nested
  @MockAwsTest(region = "eu-west-1")
  class InANestedClassWithOptions {
    @Test
    void fixtures_of_both_have_run(MockAws aws) {
      assertEquals("eu-west-1", aws.region());
      aws.s3().bucket("one");
      aws.s3().bucket("two");
      assertEquals(7, aws.s3().buckets().size());
    }
  }
}
