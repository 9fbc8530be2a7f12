package io.mockaws.benchmarks;

import io.mockaws.MockAws;
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
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * {@code RunInstances} of 1,000 in one call, each time in a mock of its own, through the Java SDK's
 * blocking client, which reads 3 MB of XML then.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
public class RunInstancesBenchmark {
  private static final int MANY = 1000;

  private MockAws aws;
  private Ec2Client ec2;
  private String image;

  @Setup(Level.Invocation)
  public void start() {
    aws = MockAws.start();
    ec2 = aws.javaSdk().configure(Ec2Client.builder()).build();
    image = ec2.describeImages(r -> r.owners("amazon")).images().get(0).imageId();
  }

  @TearDown(Level.Invocation)
  public void close() {
    aws.close();
  }

  @Benchmark
  public Object runAThousand() {
    return ec2.runInstances(r -> r.imageId(image).minCount(MANY).maxCount(MANY));
  }
}
