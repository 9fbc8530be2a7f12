package io.mockaws.junit;

import io.mockaws.MockAws;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;

/** Clients of the AWS SDK for Java v2. The only class here that knows it. */
final class JavaClients {
  private JavaClients() {}

  static AutoCloseable create(Object builder, MockAws aws, boolean bound) {
    return build((AwsClientBuilder<?, ?>) builder, aws, bound);
  }

  @SuppressWarnings("unchecked")
  private static <B extends AwsClientBuilder<B, ?>> AutoCloseable build(
      AwsClientBuilder<?, ?> builder, MockAws aws, boolean bound) {
    B typed = (B) builder;
    return (AutoCloseable) (bound ? aws.javaSdk().configure(typed) : typed).build();
  }
}
