package io.mockaws.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mockaws.MockAws;
import io.mockaws.scope.NoMockInScopeException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Threads of the code under test, which nobody told of a mock. */
@MockAwsTest
class OtherThreadsTest {
  private static final S3Client SHARED = S3Client.builder().region(Region.US_EAST_1).build();
  private static S3Client builtForTheClass;

  @BeforeAll
  static void find_the_world_of_the_class_before_the_tests() throws Exception {
    builtForTheClass = S3Client.create();
    inAnotherThread(() -> SHARED.createBucket(r -> r.bucket("by-before-all")));
  }

  @AfterAll
  static void find_nothing_after_them(MockAws aws) {
    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> inAnotherThread(OtherThreadsTest::count));
    assertInstanceOf(NoMockInScopeException.class, failure.getCause());
    assertEquals(1, SHARED.listBuckets().buckets().size());
    assertEquals(1, aws.s3().buckets().size());
  }

  @RepeatedTest(2)
  void find_the_mock_of_the_test_that_runs(MockAws aws) throws Exception {
    inAnotherThread(() -> SHARED.createBucket(r -> r.bucket("by-test")));
    assertEquals(2, inAnotherThread(OtherThreadsTest::count));
    assertEquals(2, aws.calls().size());
  }

  @RepeatedTest(2)
  void find_it_with_a_client_that_was_built_for_the_class(MockAws aws) throws Exception {
    inAnotherThread(() -> builtForTheClass.createBucket(r -> r.bucket("by-test")));
    assertEquals(2, aws.s3().buckets().size());
  }

  @Test
  void are_told_by_wrapping_their_executor(MockAws aws) throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (MockAws another = MockAws.start()) {
      ExecutorService wrapped = aws.callInScope(() -> MockAws.wrap(threads));
      aws.callInScope(() -> wrapped.submit(() -> SHARED.createBucket(r -> r.bucket("mine")))).get();
      assertEquals(0, another.calls().size());
    } finally {
      threads.shutdownNow();
    }
    assertEquals(2, aws.s3().buckets().size());
  }

  @Nested
  class OfANestedClass {
    @Test
    void find_the_mock_of_the_test_that_runs(MockAws aws) throws Exception {
      inAnotherThread(() -> SHARED.createBucket(r -> r.bucket("by-test")));
      assertEquals(2, aws.s3().buckets().size());
    }
  }

  private static int count() {
    return SHARED.listBuckets().buckets().size();
  }

  private static <T> T inAnotherThread(Callable<T> task) throws Exception {
    FutureTask<T> result = new FutureTask<>(task);
    new Thread(result).start();
    return result.get();
  }
}
