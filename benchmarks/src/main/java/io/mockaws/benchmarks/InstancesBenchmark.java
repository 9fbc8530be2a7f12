package io.mockaws.benchmarks;

import io.mockaws.MockAws;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * {@code DescribeInstances} that finds one instance among {@code instances}, by filters of each
 * kind.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class InstancesBenchmark {
  private static final int MANY = 1000;

  @Param({"100", "10000"})
  public int instances;

  private MockAws aws;
  private Ec2Client ec2;
  private String image;
  private List<Subnet> subnets;
  private Instance wanted;

  @Setup
  public void start() {
    aws = MockAws.start();
    ec2 = aws.javaSdk().configure(Ec2Client.builder()).build();
    image = ec2.describeImages(r -> r.owners("amazon")).images().get(0).imageId();
    subnets = ec2.describeSubnets().subnets();
    for (int left = instances - 1, i = 0; left > 0; left -= MANY, i++) {
      run(Math.min(left, MANY), subnets.get(i / 4).subnetId());
    }
    aws.ec2().instance("wanted");
    wanted = one(find("tag:Name", "wanted"));
  }

  private List<Instance> run(int count, String subnet) {
    return ec2.runInstances(r -> r.imageId(image).minCount(count).maxCount(count).subnetId(subnet))
        .instances();
  }

  private Instance one(DescribeInstancesRequest request) {
    return ec2.describeInstances(request).reservations().get(0).instances().get(0);
  }

  private static DescribeInstancesRequest find(String name, String value) {
    return DescribeInstancesRequest.builder()
        .filters(
            Filter.builder().name(name).values(value).build(),
            Filter.builder().name("instance-state-name").values("running").build())
        .build();
  }

  @TearDown
  public void close() {
    aws.close();
  }

  @Benchmark
  public Object byTag() {
    return one(find("tag:Name", "wanted"));
  }

  @Benchmark
  public Object byPartOfTag() {
    return one(find("tag:Name", "wan*"));
  }

  @Benchmark
  public Object byAddress() {
    return one(find("private-ip-address", wanted.privateIpAddress()));
  }

  @Benchmark
  public Object byVolume() {
    return one(
        find(
            "block-device-mapping.volume-id",
            wanted.blockDeviceMappings().get(0).ebs().volumeId()));
  }

  /** No index knows of it: each instance is looked at. */
  @Benchmark
  public Object byLaunchIndex() {
    return ec2.describeInstances(find("launch-index", "no"));
  }

  @Benchmark
  public Object page() {
    return ec2.describeInstances(r -> r.maxResults(5));
  }
}
