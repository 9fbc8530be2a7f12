package io.mockaws.benchmarks;

import io.mockaws.MockAws;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** A mock that is started and closed, and nothing between. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EmptyMockBenchmark {
  @Benchmark
  public Object startAndClose() {
    MockAws aws = MockAws.start();
    aws.close();
    return aws;
  }

  @Benchmark
  public Object block() {
    return BlocksKt.emptyBlock();
  }
}
