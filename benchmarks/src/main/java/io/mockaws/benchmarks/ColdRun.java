package io.mockaws.benchmarks;

import io.mockaws.MockAws;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** One run of {@link ColdRounds}: prints how many milliseconds its rounds ended after the start. */
final class ColdRun {
  private static final byte[] CONTENT = new byte[1024];

  private final DynamoDbClient dynamoDb;
  private final S3Client s3;
  private final SqsClient sqs;
  private final String queueUrl;

  private ColdRun(DynamoDbClient dynamoDb, S3Client s3, SqsClient sqs, String queueUrl) {
    this.dynamoDb = dynamoDb;
    this.s3 = s3;
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  public static void main(String[] arguments) {
    long start = Long.parseLong(arguments[1]);
    switch (arguments[0]) {
      case "canned" -> Canned.run().rounds(start);
      case "configured" -> Mocked.configured(start);
      case "intercepted" -> Mocked.intercepted(start);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.exit(0);
  }

  private void rounds(long start) {
    for (int round = 1; round <= ColdRounds.TOLD.get(ColdRounds.TOLD.size() - 1); round++) {
      round(Integer.toString(round % 100));
      if (ColdRounds.TOLD.contains(round)) {
        System.out.println(System.currentTimeMillis() - start);
      }
    }
  }

  private void round(String id) {
    Map<String, AttributeValue> key = Map.of("id", AttributeValue.fromS(id));
    Map<String, AttributeValue> item =
        Map.of("id", AttributeValue.fromS(id), "total", AttributeValue.fromN("1999"));
    dynamoDb.putItem(r -> r.tableName("orders").item(item));
    expect(dynamoDb.getItem(r -> r.tableName("orders").key(key)).item().size() == 2);
    s3.putObject(r -> r.bucket("receipts").key(id), RequestBody.fromBytes(CONTENT));
    expect(
        s3.getObjectAsBytes(r -> r.bucket("receipts").key(id)).asByteArrayUnsafe().length
            == CONTENT.length);
    expect(
        sqs.sendMessage(r -> r.queueUrl(queueUrl).messageBody("hello")).messageId().length() == 36);
  }

  private static void expect(boolean isTrue) {
    if (!isTrue) {
      throw new IllegalStateException("not what was sent");
    }
  }

  /** Nothing here is loaded where the bytes are canned. */
  private static final class Mocked {
    static void intercepted(long start) {
      try (MockAws aws = MockAws.start()) {
        String queueUrl = world(aws);
        new ColdRun(DynamoDbClient.create(), S3Client.create(), SqsClient.create(), queueUrl)
            .rounds(start);
      }
    }

    static void configured(long start) {
      try (MockAws aws = MockAws.start(o -> o.intercept(false))) {
        String queueUrl = world(aws);
        new ColdRun(
                aws.javaSdk().configure(DynamoDbClient.builder()).build(),
                aws.javaSdk().configure(S3Client.builder()).build(),
                aws.javaSdk().configure(SqsClient.builder()).build(),
                queueUrl)
            .rounds(start);
      }
    }

    private static String world(MockAws aws) {
      aws.dynamoDb().table("orders", "id");
      aws.s3().bucket("receipts");
      return aws.sqs().queue("paid").url();
    }
  }

  private static final class Canned {
    static ColdRun run() {
      return new ColdRun(
          configure(DynamoDbClient.builder()).build(),
          configure(S3Client.builder()).build(),
          configure(SqsClient.builder()).build(),
          "https://sqs.us-east-1.amazonaws.com/123456789012/paid");
    }

    private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configure(
        B builder) {
      return builder
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(
                  AwsBasicCredentials.create("123456789012", "secret")))
          .httpClient(new CannedAnswers(CONTENT));
    }
  }
}
