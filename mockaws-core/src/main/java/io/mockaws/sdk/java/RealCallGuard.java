package io.mockaws.sdk.java;

import io.mockaws.sdk.RealAwsCallException;
import io.mockaws.sdk.RealCalls;
import java.lang.reflect.Field;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.SdkClientConfiguration;
import software.amazon.awssdk.core.client.config.SdkClientOption;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * Stops calls that no mock would answer. The SDK finds it on the class path and gives it to every
 * client. {@code beforeExecution} is the first thing that happens in a call, before credentials are
 * resolved.
 */
public final class RealCallGuard implements ExecutionInterceptor {
  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (RealCalls.areForbidden()
        && !reachesMock(attributes.getAttribute(SdkInternalExecutionAttribute.SDK_CLIENT))) {
      throw new RealAwsCallException(
          attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
          attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }
  }

  /**
   * A client tells nobody its HTTP client, but keeps its configuration in a field. In doubt it is
   * real.
   */
  private static boolean reachesMock(SdkClient client) {
    if (client == null) {
      return false;
    }
    for (Field field : client.getClass().getDeclaredFields()) {
      if (field.getType() == SdkClientConfiguration.class && field.trySetAccessible()) {
        try {
          return reachesMock((SdkClientConfiguration) field.get(client));
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return false;
  }

  private static boolean reachesMock(SdkClientConfiguration configuration) {
    SdkHttpClient sync = configuration.option(SdkClientOption.SYNC_HTTP_CLIENT);
    SdkAsyncHttpClient async = configuration.option(SdkClientOption.ASYNC_HTTP_CLIENT);
    return (sync != null && sync.clientName().equals(Messages.CLIENT_NAME))
        || (async != null && async.clientName().equals(Messages.CLIENT_NAME));
  }
}
