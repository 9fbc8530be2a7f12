package io.mockaws.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.mockaws.MockAws;
import io.mockaws.MockClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The ways to have a mock without the annotation. */
class RegisteredExtensionTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Nested
  class InAStaticField {
    @RegisterExtension
    static final MockAwsExtension AWS =
        MockAwsExtension.builder()
            .region("eu-west-3")
            .accountId("111122223333")
            .clock(MockClock.MANUAL)
            .startAt(START)
            .seed(42)
            .strict(true)
            .fixture(aws -> aws.sqs().queue("orders").send("1"))
            .build();

    @RepeatedTest(2)
    void every_test_has_a_copy_of_the_fixture(MockAws aws) {
      assertEquals("eu-west-3", aws.region());
      assertEquals("111122223333", aws.accountId());
      assertEquals(START, aws.time().now());
      aws.time().advanceBy(Duration.ofDays(1));
      aws.sqs().queue("orders").send("2");
      assertEquals(2, aws.sqs().queue("orders").count());
    }

    @Nested
    class AndInItsNestedClasses {
      @MockAwsFixture
      static void more(MockAws aws) {
        aws.sqs().queue("orders").send("2");
      }

      @Test
      void the_world_is_the_same_and_more(MockAws aws) {
        assertEquals(START, aws.time().now());
        assertEquals(2, aws.sqs().queue("orders").count());
      }
    }

    @Test
    @MockAwsTest(region = "us-west-2")
    void an_annotation_goes_before_it(MockAws aws) {
      assertEquals("us-west-2", aws.region());
      assertEquals(0, aws.sqs().queues().size());
    }
  }

  @Nested
  class InAFieldOfEachTest {
    @RegisterExtension
    final MockAwsExtension each =
        MockAwsExtension.builder().fixture(aws -> aws.s3().bucket("receipts")).build();

    @RepeatedTest(2)
    void every_test_has_its_own(S3Client s3) {
      assertEquals(1, s3.listBuckets().buckets().size());
      s3.deleteBucket(r -> r.bucket("receipts"));
    }
  }

  @Nested
  @ExtendWith(MockAwsExtension.class)
  class ByExtendWith {
    @RepeatedTest(2)
    void options_are_the_defaults(MockAws aws) {
      assertEquals("us-east-1", aws.region());
      aws.s3().bucket("receipts");
      assertEquals(1, aws.s3().buckets().size());
    }
  }

  @Nested
  @MockAwsTest(isolation = Isolation.PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  class OneForTheClass {
    private static MockAws first;

    @Test
    @Order(1)
    void one_test_sends(MockAws aws, SqsClient sqs) {
      first = aws;
      String url = aws.sqs().queue("orders").url();
      sqs.sendMessage(r -> r.queueUrl(url).messageBody("1"));
    }

    @Test
    @Order(2)
    void another_finds_it(MockAws aws) {
      assertSame(first, aws);
      assertEquals(1, aws.calls().size());
      assertEquals("1", aws.sqs().queue("orders").messages().get(0).body());
    }

    @Nested
    class AndItsNestedClasses {
      @MockAwsFixture
      static void more(MockAws aws) {
        aws.sqs().queue("orders").send("2");
      }

      @RepeatedTest(2)
      void share_it_and_their_fixtures_run_once(MockAws aws) {
        assertSame(first, aws);
        assertEquals(2, aws.sqs().queue("orders").count());
      }
    }
  }

  @Nested
  @MockAwsTest
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class WithOneInstanceForAllTests {
    private final S3Client s3;

    WithOneInstanceForAllTests(S3Client s3) {
      this.s3 = s3;
    }

    @RepeatedTest(2)
    void a_client_of_the_instance_reaches_the_mock_of_the_test(MockAws aws) {
      s3.createBucket(r -> r.bucket("mine"));
      assertEquals(1, aws.calls("s3", "CreateBucket").size());
      assertEquals(
          List.of("mine"), s3.listBuckets().buckets().stream().map(b -> b.name()).toList());
    }
  }
}
