package io.mockaws.sdk.intercept;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mockaws.MockAws;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Scopes and waiting as Java meets them; the clients are static and nobody configured them. */
class ScopesFromJavaTest {
  private static final SqsClient SQS = SqsClient.builder().region(Region.US_EAST_1).build();
  private static final SqsAsyncClient ASYNC =
      SqsAsyncClient.builder().region(Region.US_EAST_1).build();

  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void aMockIsInScopeOnTheThreadThatStartedIt() {
    try (MockAws aws = MockAws.start()) {
      aws.sqs().queue("orders");
      assertEquals(1, SQS.listQueues().queueUrls().size());
      assertEquals(1, ASYNC.listQueues().join().queueUrls().size());
    }
  }

  @Test
  void aWrappedExecutorTakesTheScopeAlong() throws Exception {
    try (MockAws aws = MockAws.start();
        MockAws other = MockAws.start()) {
      aws.sqs().queue("orders");
      ExecutorService wrapped = MockAws.wrap(threads);
      Callable<Integer> count = () -> SQS.listQueues().queueUrls().size();

      assertEquals(0, wrapped.submit(count).get());
      assertEquals(1, aws.callInScope(() -> wrapped.submit(count).get()));
      assertEquals(List.of(0, 0), results(wrapped, List.of(count, count)));
      assertEquals(1, aws.callInScope(() -> MockAws.wrap(count)).call());
      aws.runInScope(
          () -> assertEquals(1, CompletableFuture.supplyAsync(this::queues, wrapped).join()));
      assertEquals(0, threads.submit(count).get());
      assertEquals(0, other.calls().failed().size());
    }
  }

  @Test
  void aPollThatIsBlockedWakesWhenAManualClockPassesItsEnd() throws Exception {
    try (MockAws aws = MockAws.start(o -> o.clock(io.mockaws.MockClock.MANUAL))) {
      String url = aws.sqs().queue("orders").url();
      CompletableFuture<List<Message>> poll =
          ASYNC
              .receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20))
              .thenApply(answer -> answer.messages());
      while (!poll.isDone()) {
        aws.time().advanceBy(Duration.ofSeconds(1));
        Thread.onSpinWait();
      }
      assertEquals(List.of(), poll.get(1, TimeUnit.SECONDS));
    }
  }

  private int queues() {
    return SQS.listQueues().queueUrls().size();
  }

  private static List<Integer> results(ExecutorService executor, List<Callable<Integer>> tasks)
      throws Exception {
    List<Integer> results = new java.util.ArrayList<>();
    for (var future : executor.invokeAll(tasks)) {
      results.add(future.get());
    }
    return results;
  }
}
