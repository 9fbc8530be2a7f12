package io.mockaws.compat.micronaut;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The clients, made as in production. */
@Factory
class Clients {
  @Singleton
  DynamoDbClient dynamoDb() {
    return DynamoDbClient.create();
  }

  @Singleton
  S3Client s3() {
    return S3Client.create();
  }

  @Singleton
  SqsClient sqs() {
    return SqsClient.create();
  }
}
