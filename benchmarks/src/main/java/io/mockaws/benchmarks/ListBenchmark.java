package io.mockaws.benchmarks;

import io.mockaws.MockAws;
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
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * Large XML documents through the Java SDK's blocking client: a page of 1,000 keys that the mock
 * writes, a page of 1,000 prefixes, and 1,000 keys to delete that it reads. As {@code ...Floor} the
 * same with the mock's own answer as canned bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 5, time = 2)
public class ListBenchmark {
  private static final int KEYS = 1000;

  private final ListObjectsV2Request keys =
      ListObjectsV2Request.builder().bucket("receipts").build();
  private final ListObjectsV2Request prefixes =
      ListObjectsV2Request.builder().bucket("receipts").delimiter("/").build();

  /** Keys that are not there: the bucket stays as it is, and the document is as long. */
  private final DeleteObjectsRequest delete =
      DeleteObjectsRequest.builder().bucket("receipts").delete(nothing()).build();

  private MockAws aws;
  private S3Client s3;
  private S3Client cannedKeys;
  private S3Client cannedPrefixes;
  private S3Client cannedDelete;

  private static Delete nothing() {
    ObjectIdentifier[] keys = new ObjectIdentifier[KEYS];
    for (int i = 0; i < KEYS; i++) {
      keys[i] = ObjectIdentifier.builder().key("archive/" + i + "/receipt.json").build();
    }
    return Delete.builder().objects(keys).build();
  }

  @Setup
  public void start() {
    aws = MockAws.start();
    aws.s3().bucket("receipts");
    for (int i = 0; i < KEYS; i++) {
      aws.s3().bucket("receipts").put("2026-11-21-%04d/receipt.json".formatted(i), "{}");
    }
    s3 = aws.javaSdk().configure(S3Client.builder()).build();
    cannedKeys = canned();
    cannedPrefixes = canned();
    cannedDelete = canned();
  }

  private S3Client canned() {
    return aws.javaSdk()
        .configure(S3Client.builder())
        .httpClient(new CannedHttpClient(aws.javaSdk().httpClient()))
        .build();
  }

  @TearDown
  public void close() {
    aws.close();
  }

  @Benchmark
  public Object listKeys() {
    return s3.listObjectsV2(keys);
  }

  @Benchmark
  public Object listKeysFloor() {
    return cannedKeys.listObjectsV2(keys);
  }

  @Benchmark
  public Object listPrefixes() {
    return s3.listObjectsV2(prefixes);
  }

  @Benchmark
  public Object listPrefixesFloor() {
    return cannedPrefixes.listObjectsV2(prefixes);
  }

  @Benchmark
  public Object deleteObjects() {
    return s3.deleteObjects(delete);
  }

  @Benchmark
  public Object deleteObjectsFloor() {
    return cannedDelete.deleteObjects(delete);
  }
}
