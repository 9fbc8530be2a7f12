package io.mockaws.benchmarks;

import io.mockaws.MockAws;
import io.mockaws.services.iam.AccessKeyFixture;
import io.mockaws.services.iam.UserFixture;
import java.util.Map;
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
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/**
 * What it costs to judge a call: a user with three policies gets an item, with {@code iam} and
 * without.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 5, time = 2)
public class PoliciesBenchmark {
  private static final String TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
  private static final Map<String, AttributeValue> KEY =
      Map.of("id", AttributeValue.fromS("order#42"));

  private final GetItemRequest getItem =
      GetItemRequest.builder().tableName("orders").key(KEY).build();

  @Param({"false", "true"})
  private boolean iam;

  private MockAws aws;
  private DynamoDbClient dynamoDb;

  @Setup
  public void start() {
    aws = MockAws.start(options -> options.iam(iam));
    aws.dynamoDb().table("orders", "id");
    UserFixture user = aws.iam().user("ann");
    user.policy("queues", policy("Allow", "sqs:*", "*", ""));
    user.policy("audit", policy("Deny", "dynamodb:DeleteTable", TABLE, ""));
    user.policy(
        "orders",
        policy(
            "Allow",
            "dynamodb:GetItem",
            TABLE,
            ", \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"true\"}}"));
    AccessKeyFixture key = user.accessKey();
    dynamoDb =
        DynamoDbClient.builder()
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(key.id(), key.secret())))
            .build();
  }

  private static String policy(String effect, String action, String resource, String more) {
    return "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \""
        + effect
        + "\", \"Action\": \""
        + action
        + "\", \"Resource\": \""
        + resource
        + "\""
        + more
        + "}]}";
  }

  @TearDown
  public void close() {
    aws.close();
  }

  @Benchmark
  public Object getItem() {
    return dynamoDb.getItem(getItem);
  }
}
