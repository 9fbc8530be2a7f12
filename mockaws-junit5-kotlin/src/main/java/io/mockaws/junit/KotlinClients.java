package io.mockaws.junit;

import aws.sdk.kotlin.runtime.config.AwsSdkClientConfig;
import aws.smithy.kotlin.runtime.auth.awscredentials.CredentialsProviderConfig;
import aws.smithy.kotlin.runtime.client.SdkClientConfig;
import aws.smithy.kotlin.runtime.client.SdkClientFactory;
import aws.smithy.kotlin.runtime.http.config.HttpClientConfig;
import io.mockaws.MockAws;
import kotlin.Unit;

/** Clients of the AWS SDK for Kotlin. */
final class KotlinClients implements Clients.OtherSdk {
  @Override
  @SuppressWarnings("unchecked")
  public AutoCloseable create(Object companion, MockAws aws, boolean bound) {
    return ((SdkClientFactory<?, SdkClientConfig.Builder<?>, ?, ?>) companion)
        .invoke(
            config -> {
              if (bound) {
                bind(config, aws);
              } else {
                ((AwsSdkClientConfig.Builder) config).setRegion(aws.region());
              }
              return Unit.INSTANCE;
            });
  }

  @SuppressWarnings("unchecked")
  private static <
          B extends
              AwsSdkClientConfig.Builder & HttpClientConfig.Builder
                  & CredentialsProviderConfig.Builder>
      void bind(Object config, MockAws aws) {
    aws.kotlinSdk().configure((B) config);
  }
}
