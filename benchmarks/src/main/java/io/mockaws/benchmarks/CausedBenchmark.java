package io.mockaws.benchmarks;

import io.mockaws.MockAws;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs that threads and tasks belong to the mock of whoever causes them. Compare with
 * {@code -jvmArgsAppend -Dmockaws.threads=false}, which leaves the JDK alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx1g", "-XX:+EnableDynamicAgentLoading"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class CausedBenchmark {
  private MockAws aws;
  private ExecutorService executor;

  @Setup
  public void start() {
    aws = MockAws.start();
    executor = Executors.newSingleThreadExecutor();
  }

  @TearDown
  public void close() {
    executor.shutdown();
    aws.close();
  }

  @Benchmark
  public Object supplyAsync() {
    return CompletableFuture.supplyAsync(() -> 1).join();
  }

  @Benchmark
  public Object submit() throws Exception {
    return executor.submit(() -> 1).get();
  }

  @Benchmark
  public Object thread() throws Exception {
    Thread thread = new Thread(() -> {});
    thread.start();
    thread.join();
    return thread;
  }
}
