package io.mockaws.sdk.java;

import io.mockaws.wire.http.HttpHandler;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * A mock as the AWS SDK for Java v2 sees it.
 *
 * <pre>{@code
 * S3Client s3 = aws.javaSdk().configure(S3Client.builder()).build();
 * SqsAsyncClient sqs = aws.javaSdk().configure(SqsAsyncClient.builder()).build();
 * }</pre>
 *
 * Clients that bring a transport of their own below the SDK's HTTP interface, such as the CRT-based
 * S3 client ({@code S3AsyncClient.crtBuilder()}), cannot be configured; use {@code
 * S3AsyncClient.builder().multipartEnabled(true)}.
 */
public final class JavaSdk {
  private final HttpHandler handler;
  private final String region;
  private final String accountId;

  /**
   * Made by {@code MockAws.javaSdk()}.
   *
   * @param handler what answers
   * @param region the region of configured clients
   * @param accountId the account of configured clients, twelve digits
   */
  public JavaSdk(HttpHandler handler, String region, String accountId) {
    this.handler = handler;
    this.region = region;
    this.accountId = accountId;
  }

  /**
   * Points a client at the mock: HTTP client, region and credentials. Everything else, retries
   * among it, stays as it is.
   *
   * @param builder the builder of any blocking or asynchronous service client
   * @param <B> the builder's type
   * @return {@code builder}
   * @throws IllegalArgumentException when the builder is neither of a blocking nor of an
   *     asynchronous client
   */
  public <B extends AwsClientBuilder<B, ?>> B configure(B builder) {
    if (builder instanceof AwsSyncClientBuilder<?, ?> sync) {
      sync.httpClient(httpClient());
    } else if (builder instanceof AwsAsyncClientBuilder<?, ?> async) {
      async.httpClient(asyncHttpClient());
    } else {
      throw new IllegalArgumentException("Neither a sync nor an async builder: " + builder);
    }
    return builder.region(Region.of(region)).credentialsProvider(credentials());
  }

  /** An HTTP client for blocking service clients. Closing it does nothing. */
  public SdkHttpClient httpClient() {
    return new MockSdkHttpClient(handler);
  }

  /**
   * An HTTP client for asynchronous service clients. Closing it cancels the calls that still run.
   */
  public SdkAsyncHttpClient asyncHttpClient() {
    return new MockSdkAsyncHttpClient(handler);
  }

  /** Credentials of the mock's account: the access key is the account id. */
  public AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accountId, "mockaws"));
  }
}
