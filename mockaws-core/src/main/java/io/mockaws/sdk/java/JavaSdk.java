package io.mockaws.sdk.java;

import io.mockaws.wire.http.HttpHandler;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkAsyncClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Brings clients of the AWS SDK for Java v2 to a mock. Tested with 2.40.2.
 *
 * <p>A builder that takes no HTTP client, such as {@code S3AsyncClient.crtBuilder()}, cannot be
 * configured for a mock. Its client is answered wherever a mock that intercepts is in scope.
 */
public final class JavaSdk {
  private final Region region;
  private final StaticCredentialsProvider credentials;
  private final SdkHttpClient httpClient;
  private final SdkAsyncHttpClient asyncHttpClient;

  /**
   * @param handler the mock
   * @param region the region that configured clients work in: {@code "us-east-1"}
   * @param accountId the account that configured clients work in: twelve digits
   */
  public JavaSdk(HttpHandler handler, String region, String accountId) {
    this.region = Region.of(region);
    this.credentials =
        StaticCredentialsProvider.create(AwsBasicCredentials.create(accountId, "secret"));
    this.httpClient = new SyncHttpClient(handler);
    this.asyncHttpClient = new AsyncHttpClient(handler);
  }

  /**
   * Gives a client builder the mock's HTTP client, region and credentials. All else stays as it is,
   * retries and time-outs too: {@code aws.javaSdk().configure(S3Client.builder()).build()}.
   *
   * @param builder any service's builder, of the blocking or of the asynchronous client
   * @return the same builder
   * @throws IllegalArgumentException when the builder takes no HTTP client
   */
  public <B extends AwsClientBuilder<B, ?>> B configure(B builder) {
    if (builder instanceof SdkSyncClientBuilder<?, ?> sync) {
      sync.httpClient(httpClient);
    } else if (builder instanceof SdkAsyncClientBuilder<?, ?> async) {
      async.httpClient(asyncHttpClient);
    } else {
      throw new IllegalArgumentException(
          "No HTTP client can be given to " + builder.getClass().getName());
    }
    return builder.region(region).credentialsProvider(credentials);
  }

  /**
   * The mock as the HTTP client of a blocking client. Closing it does nothing: it ends with the
   * mock.
   */
  public SdkHttpClient httpClient() {
    return httpClient;
  }

  /**
   * The mock as the HTTP client of an asynchronous client. Closing it ends the calls that run
   * through it.
   */
  public SdkAsyncHttpClient asyncHttpClient() {
    return asyncHttpClient;
  }

  /** The credentials that configured clients sign with: the account id is the access key. */
  public StaticCredentialsProvider credentials() {
    return credentials;
  }
}
