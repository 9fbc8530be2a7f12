package io.mockaws.compat.quarkus;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The clients, made as in production. */
@Singleton
class Clients {
  @Produces
  @Singleton
  DynamoDbClient dynamoDb() {
    return DynamoDbClient.create();
  }

  @Produces
  @Singleton
  S3Client s3() {
    return S3Client.create();
  }

  @Produces
  @Singleton
  SqsClient sqs() {
    return SqsClient.create();
  }
}
