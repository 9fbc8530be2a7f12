package io.mockaws.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mockaws.MockAws;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Three hundred tests at once share clients and fixtures, and see nothing of each other. */
class ParallelTestsTest {
  @MockAwsTest
  static class Tests {
    private static final S3Client S3 = S3Client.builder().region(Region.US_EAST_1).build();

    @MockAwsFixture
    static void world(MockAws aws) {
      aws.s3().bucket("receipts").put("0", "from the fixture");
      aws.sqs().queue("orders").send("0");
    }

    @BeforeEach
    void put(RepetitionInfo repetition) {
      String key = repetition.getCurrentRepetition() + "";
      S3.putObject(r -> r.bucket("receipts").key(key), RequestBody.empty());
    }

    @RepeatedTest(150)
    void sees_its_own(MockAws aws, SqsClient sqs) {
      assertEquals(2, S3.listObjectsV2(r -> r.bucket("receipts")).contents().size());
      String url = aws.sqs().queue("orders").url();
      sqs.sendMessage(r -> r.queueUrl(url).messageBody("mine"));
      assertEquals(2, aws.sqs().queue("orders").count());
      assertEquals(3, aws.calls().size());
    }

    @Nested
    class AndInANestedClass {
      @MockAwsFixture
      static void more(MockAws aws) {
        aws.s3().bucket("receipts").put("more", "from the nested fixture");
      }

      @RepeatedTest(150)
      void sees_its_own_too(MockAws aws) {
        assertEquals(3, S3.listObjectsV2(r -> r.bucket("receipts")).contents().size());
        assertEquals(2, aws.calls().size());
      }
    }
  }

  @Test
  void three_hundred_tests_at_once_do_not_meet() {
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter")
            .selectors(DiscoverySelectors.selectClass(Tests.class))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "16")
            .execute();
    results.testEvents().assertStatistics(s -> s.started(300).succeeded(300));
    results.containerEvents().assertStatistics(s -> s.failed(0));
  }
}
