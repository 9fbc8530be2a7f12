package io.mockaws.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** The cost of nothing: what every other number is to be read against. */
public class BaselineBenchmark {
  @Benchmark
  public void nothing() {}
}
