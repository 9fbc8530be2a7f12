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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * A call through the Java SDK's blocking client: with the mock behind it, and as {@code ...Floor}
 * with a client that returns the mock's own answer as canned bytes. The floor is what the SDK
 * itself costs; the difference is the mock's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 5, time = 2)
public class CallBenchmark {
  private static final String TABLE = "orders";
  private static final String BUCKET = "receipts";

  private static final Map<String, AttributeValue> KEY =
      Map.of("PK", AttributeValue.fromS("order#42"), "SK", AttributeValue.fromS("line#1"));
  private static final Map<String, AttributeValue> ITEM =
      Map.of(
          "PK", AttributeValue.fromS("order#42"),
          "SK", AttributeValue.fromS("line#1"),
          "customer", AttributeValue.fromS("Ada Lovelace"),
          "total", AttributeValue.fromN("129.90"),
          "paid", AttributeValue.fromBool(true),
          "tags", AttributeValue.fromSs(java.util.List.of("gift", "express")));

  private final GetItemRequest getItem = GetItemRequest.builder().tableName(TABLE).key(KEY).build();
  private final PutItemRequest putItem =
      PutItemRequest.builder().tableName(TABLE).item(ITEM).build();
  private final PutObjectRequest putObject =
      PutObjectRequest.builder().bucket(BUCKET).key("small").build();
  private final GetObjectRequest getObject =
      GetObjectRequest.builder().bucket(BUCKET).key("large").build();
  private final InvokeRequest invoke =
      InvokeRequest.builder()
          .functionName("echo")
          .payload(SdkBytes.fromUtf8String("\"order 42 is paid\""))
          .build();
  private final byte[] small = new byte[1024];

  private MockAws aws;
  private SendMessageRequest sendMessage;
  private DynamoDbClient dynamoDb;
  private S3Client s3;
  private SqsClient sqs;
  private DynamoDbClient unconfigured;
  private DynamoDbClient cannedGetItem;
  private DynamoDbClient cannedPutItem;
  private S3Client cannedPutObject;
  private S3Client cannedGetObject;
  private SqsClient cannedSendMessage;
  private LambdaClient lambda;
  private LambdaClient cannedInvoke;

  /**
   * The floors have a mock that answers nobody: it would take their calls from the canned answers.
   */
  @Setup
  public void start(BenchmarkParams benchmark) {
    boolean isFloor = benchmark.getBenchmark().endsWith("Floor");
    aws = MockAws.start(options -> options.intercept(!isFloor));
    aws.dynamoDb().table(TABLE, "PK", "SK");
    aws.s3().bucket(BUCKET);
    aws.sqs().queue("orders");
    aws.lambda().function("echo", String.class, (event, context) -> event);

    dynamoDb = aws.javaSdk().configure(DynamoDbClient.builder()).build();
    s3 = aws.javaSdk().configure(S3Client.builder()).build();
    sqs = aws.javaSdk().configure(SqsClient.builder()).build();
    unconfigured = DynamoDbClient.builder().region(Region.US_EAST_1).build();
    lambda = aws.javaSdk().configure(LambdaClient.builder()).build();
    cannedInvoke = aws.javaSdk().configure(LambdaClient.builder()).httpClient(canned()).build();
    cannedGetItem = aws.javaSdk().configure(DynamoDbClient.builder()).httpClient(canned()).build();
    cannedPutItem = aws.javaSdk().configure(DynamoDbClient.builder()).httpClient(canned()).build();
    cannedPutObject = aws.javaSdk().configure(S3Client.builder()).httpClient(canned()).build();
    cannedGetObject = aws.javaSdk().configure(S3Client.builder()).httpClient(canned()).build();
    cannedSendMessage = aws.javaSdk().configure(SqsClient.builder()).httpClient(canned()).build();

    dynamoDb.putItem(putItem);
    s3.putObject(r -> r.bucket(BUCKET).key("large"), RequestBody.fromBytes(new byte[1 << 20]));
    String url = sqs.getQueueUrl(r -> r.queueName("orders")).queueUrl();
    sendMessage =
        SendMessageRequest.builder().queueUrl(url).messageBody("order 42 is paid").build();
  }

  private SdkHttpClient canned() {
    return new CannedHttpClient(aws.javaSdk().httpClient());
  }

  /** So that a queue never holds more than one iteration sends. */
  @Setup(Level.Iteration)
  public void purge() {
    aws.sqs().queue("orders").purge();
  }

  @TearDown
  public void close() {
    aws.close();
  }

  @Benchmark
  public Object getItem() {
    return dynamoDb.getItem(getItem);
  }

  /** By a client that nobody configured, with an HTTP client of its own. */
  @Benchmark
  public Object getItemIntercepted() {
    return unconfigured.getItem(getItem);
  }

  @Benchmark
  public Object getItemFloor() {
    return cannedGetItem.getItem(getItem);
  }

  @Benchmark
  public Object putItem() {
    return dynamoDb.putItem(putItem);
  }

  @Benchmark
  public Object putItemFloor() {
    return cannedPutItem.putItem(putItem);
  }

  @Benchmark
  public Object putObject1KiB() {
    return s3.putObject(putObject, RequestBody.fromBytes(small));
  }

  @Benchmark
  public Object putObject1KiBFloor() {
    return cannedPutObject.putObject(putObject, RequestBody.fromBytes(small));
  }

  @Benchmark
  public Object getObject1MiB() {
    return s3.getObjectAsBytes(getObject);
  }

  @Benchmark
  public Object getObject1MiBFloor() {
    return cannedGetObject.getObjectAsBytes(getObject);
  }

  @Benchmark
  public Object sendMessage() {
    return sqs.sendMessage(sendMessage);
  }

  @Benchmark
  public Object sendMessageFloor() {
    return cannedSendMessage.sendMessage(sendMessage);
  }

  @Benchmark
  public Object invoke() {
    return lambda.invoke(invoke);
  }

  @Benchmark
  public Object invokeFloor() {
    return cannedInvoke.invoke(invoke);
  }
}
