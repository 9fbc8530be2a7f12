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
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * {@code PutRecords} of 500 records of 100 bytes to a stream of four shards, and as {@code
 * ...Floor} the same with the mock's own answer as canned bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 5, time = 2)
public class KinesisBenchmark {
  private static final int RECORDS = 500;
  private static final int SHARDS = 4;

  private MockAws aws;
  private KinesisClient kinesis;
  private KinesisClient canned;
  private PutRecordsRequest records;

  @Setup
  public void start(BenchmarkParams benchmark) {
    boolean isFloor = benchmark.getBenchmark().endsWith("Floor");
    aws = MockAws.start(options -> options.intercept(!isFloor));
    kinesis = aws.javaSdk().configure(KinesisClient.builder()).build();
    canned =
        aws.javaSdk()
            .configure(KinesisClient.builder())
            .httpClient(new CannedHttpClient(aws.javaSdk().httpClient()))
            .build();
    List<PutRecordsRequestEntry> entries = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      entries.add(
          PutRecordsRequestEntry.builder()
              .partitionKey("customer-" + i)
              .data(SdkBytes.fromUtf8String("x".repeat(100)))
              .build());
    }
    records = PutRecordsRequest.builder().streamName("clicks").records(entries).build();
  }

  /** So that the stream never holds more than one iteration puts. */
  @Setup(Level.Iteration)
  public void empty() {
    aws.kinesis().stream("clicks").delete();
    aws.kinesis().stream("clicks", SHARDS);
  }

  @TearDown
  public void close() {
    aws.close();
  }

  @Benchmark
  public Object putRecords() {
    return kinesis.putRecords(records);
  }

  @Benchmark
  public Object putRecordsFloor() {
    return canned.putRecords(records);
  }
}
