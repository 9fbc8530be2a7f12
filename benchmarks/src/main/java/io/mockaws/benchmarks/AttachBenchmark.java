package io.mockaws.benchmarks;

import io.mockaws.sdk.intercept.Interception;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** What the first mock of a JVM pays for the hooks in the SDKs: one call in each of many JVMs. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 10, jvmArgsAppend = "-XX:+EnableDynamicAgentLoading")
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class AttachBenchmark {
  @Benchmark
  public boolean install() {
    if (!Interception.install()) {
      throw new IllegalStateException("Not installed");
    }
    return true;
  }
}
