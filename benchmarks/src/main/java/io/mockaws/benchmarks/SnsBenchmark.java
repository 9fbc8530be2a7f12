package io.mockaws.benchmarks;

import io.mockaws.MockAws;
import io.mockaws.services.sns.TopicFixture;
import java.util.Map;
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
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * {@code Publish} through the Java SDK's blocking client: to a topic with one queue, and as {@code
 * ...Floor} the same with the mock's own answer as canned bytes; to topics of which one of 10 and
 * one of 1,000 queues wants the message, by filter policies.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 5, time = 2)
public class SnsBenchmark {
  private static final int FEW = 10;
  private static final int MANY = 1000;

  private MockAws aws;
  private SnsClient sns;
  private SnsClient canned;
  private PublishRequest publish;
  private PublishRequest publishToOneOfTen;
  private PublishRequest publishToOneOfThousand;

  @Setup
  public void start(BenchmarkParams benchmark) {
    boolean isFloor = benchmark.getBenchmark().endsWith("Floor");
    aws = MockAws.start(options -> options.intercept(!isFloor));
    sns = aws.javaSdk().configure(SnsClient.builder()).build();
    CannedHttpClient answers = new CannedHttpClient(aws.javaSdk().httpClient());
    canned = aws.javaSdk().configure(SnsClient.builder()).httpClient(answers).build();

    TopicFixture topic = aws.sns().topic("paid");
    topic.subscribe(aws.sqs().queue("mails").arn());
    publish = request(topic).build();
    publishToOneOfTen = request(filtered("few", FEW)).messageAttributes(customer(FEW / 2)).build();
    publishToOneOfThousand =
        request(filtered("many", MANY)).messageAttributes(customer(MANY / 2)).build();
  }

  private static PublishRequest.Builder request(TopicFixture topic) {
    return PublishRequest.builder().topicArn(topic.arn()).message("order 42 is paid");
  }

  private TopicFixture filtered(String name, int subscriptions) {
    TopicFixture topic = aws.sns().topic(name);
    for (int i = 0; i < subscriptions; i++) {
      String policy =
          "{\"customer\":[\"customer-" + i + "\"],\"total\":[{\"numeric\":[\">\",10]}]}";
      topic.subscribe(aws.sqs().queue(name + "-" + i).arn(), false, policy);
    }
    return topic;
  }

  private static Map<String, MessageAttributeValue> customer(int number) {
    return Map.of(
        "customer",
        MessageAttributeValue.builder()
            .dataType("String")
            .stringValue("customer-" + number)
            .build(),
        "total",
        MessageAttributeValue.builder().dataType("Number").stringValue("129.90").build());
  }

  /** So that a queue never holds more than one iteration sends. */
  @Setup(Level.Iteration)
  public void purge() {
    aws.sqs().queue("mails").purge();
    aws.sqs().queue("few-" + FEW / 2).purge();
    aws.sqs().queue("many-" + MANY / 2).purge();
  }

  @TearDown
  public void close() {
    aws.close();
  }

  @Benchmark
  public Object publish() {
    return sns.publish(publish);
  }

  @Benchmark
  public Object publishFloor() {
    return canned.publish(publish);
  }

  @Benchmark
  public Object publishToOneOfTen() {
    return sns.publish(publishToOneOfTen);
  }

  @Benchmark
  public Object publishToOneOfThousand() {
    return sns.publish(publishToOneOfThousand);
  }
}
