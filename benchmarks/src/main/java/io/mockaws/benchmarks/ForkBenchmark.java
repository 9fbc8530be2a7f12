package io.mockaws.benchmarks;

import io.mockaws.MockAws;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A world with 100,000 entries of one service: its fork, and the fork with the first write after
 * it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ForkBenchmark {
  private static final int ENTRIES = 100_000;
  private static final byte[] CONTENT = {1, 2, 3};

  /** What a world is filled with. */
  public enum World {
    ITEMS {
      @Override
      void write(MockAws aws, int i) {
        aws.dynamoDb().table("orders").put(Map.of("PK", "order#" + i, "total", i));
      }
    },
    OBJECTS {
      @Override
      void write(MockAws aws, int i) {
        aws.s3().bucket("receipts").put("order/" + i, CONTENT);
      }
    },
    MESSAGES {
      @Override
      void write(MockAws aws, int i) {
        aws.sqs().queue("orders").send("order " + i);
      }
    };

    abstract void write(MockAws aws, int i);
  }

  @Param public World world;
  private MockAws origin;

  @Setup(Level.Trial)
  public void fill() {
    origin = MockAws.start();
    for (int i = 0; i < ENTRIES; i++) {
      world.write(origin, i);
    }
  }

  @TearDown(Level.Trial)
  public void close() {
    origin.close();
  }

  @Benchmark
  public Object fork() {
    MockAws fork = origin.fork();
    fork.close();
    return fork;
  }

  @Benchmark
  public Object forkAndWrite() {
    MockAws fork = origin.fork();
    world.write(fork, ENTRIES);
    fork.close();
    return fork;
  }
}
