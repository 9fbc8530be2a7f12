package io.mockaws.benchmarks;

import io.mockaws.MockAws;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/**
 * Ten events in one PutEvents, on a bus with 100 rules, of which each event meets one: without
 * targets, and with a queue as the target of each. As {@code ...Floor} the same with the mock's own
 * answer as canned bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 5, time = 2)
public class EventsBenchmark {
  private static final int RULES = 100;
  private static final int EVENTS = 10;

  private MockAws aws;
  private EventBridgeClient events;
  private EventBridgeClient canned;
  private PutEventsRequest told;
  private PutEventsRequest delivered;

  @Setup
  public void start(BenchmarkParams benchmark) {
    boolean isFloor = benchmark.getBenchmark().endsWith("Floor");
    aws = MockAws.start(options -> options.intercept(!isFloor));
    String queue = aws.sqs().queue("orders").arn();
    events = aws.javaSdk().configure(EventBridgeClient.builder()).build();
    canned =
        aws.javaSdk()
            .configure(EventBridgeClient.builder())
            .httpClient(new CannedHttpClient(aws.javaSdk().httpClient()))
            .build();
    events.createEventBus(r -> r.name("told"));
    aws.eventBridge().bus("delivered");
    for (int i = 0; i < RULES; i++) {
      String name = "rule-" + i;
      String pattern =
          "{\"source\":[\"shop\"],\"detail\":{\"customer\":[\"%d\"],\"total\":[{\"numeric\":[\">\",10]}]}}"
              .formatted(i);
      events.putRule(r -> r.name(name).eventBusName("told").eventPattern(pattern));
      aws.eventBridge().bus("delivered").rule(name, pattern, queue);
    }
    told = ten("told");
    delivered = ten("delivered");
  }

  private static PutEventsRequest ten(String bus) {
    List<PutEventsRequestEntry> entries = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      String detail =
          "{\"customer\":\"%d\",\"total\":129.90,\"lines\":[{\"sku\":\"A\"}]}".formatted(i);
      entries.add(
          PutEventsRequestEntry.builder()
              .eventBusName(bus)
              .source("shop")
              .detailType("Order Paid")
              .detail(detail)
              .build());
    }
    return PutEventsRequest.builder().entries(entries).build();
  }

  /** So that a queue never holds more than one iteration sends. */
  @Setup(Level.Iteration)
  public void purge() {
    aws.sqs().queue("orders").purge();
  }

  @TearDown
  public void close() {
    aws.close();
  }

  @Benchmark
  public Object putTen() {
    return events.putEvents(told);
  }

  @Benchmark
  public Object putTenToQueue() {
    return events.putEvents(delivered);
  }

  @Benchmark
  public Object putTenFloor() {
    return canned.putEvents(told);
  }
}
