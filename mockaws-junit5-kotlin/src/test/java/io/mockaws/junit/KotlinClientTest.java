package io.mockaws.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import aws.sdk.kotlin.services.s3.S3Client;
import aws.sdk.kotlin.services.s3.model.CreateBucketRequest;
import aws.sdk.kotlin.services.s3.model.ListBucketsRequest;
import aws.sdk.kotlin.services.s3.model.ListBucketsResponse;
import io.mockaws.MockAws;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Clients of the AWS SDK for Kotlin as parameters. */
@MockAwsTest(accountId = "111122223333")
class KotlinClientTest {
  private static S3Client ofTheClass;

  @BeforeAll
  static void keep(S3Client s3) throws InterruptedException {
    ofTheClass = s3;
    create(s3, "by-before-all");
  }

  @RepeatedTest(2)
  void are_made_for_the_mock(MockAws aws, S3Client s3) throws InterruptedException {
    create(s3, "by-test");
    create(ofTheClass, "by-client-of-class");
    assertEquals(3, count(s3));
    assertEquals(3, count(ofTheClass));
    assertEquals(4, aws.calls("s3").account("111122223333").size());
  }

  @Test
  void may_be_configured_by_hand(MockAws aws) {
    assertNotNull(aws.kotlinSdk().engine());
    assertNotNull(aws.kotlinSdk().credentials());
    assertNotNull(aws.handler());
  }

  private static void create(S3Client client, String bucket) throws InterruptedException {
    CreateBucketRequest.Builder request = new CreateBucketRequest.Builder();
    request.setBucket(bucket);
    BuildersKt.runBlocking(
        EmptyCoroutineContext.INSTANCE,
        (scope, continuation) -> client.createBucket(request.build(), continuation));
  }

  private static int count(S3Client client) throws InterruptedException {
    ListBucketsRequest.Builder request = new ListBucketsRequest.Builder();
    Object answer =
        BuildersKt.runBlocking(
            EmptyCoroutineContext.INSTANCE,
            (scope, continuation) -> client.listBuckets(request.build(), continuation));
    return ((ListBucketsResponse) answer).getBuckets().size();
  }
}
