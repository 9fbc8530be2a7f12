package io.mockaws.sdk.intercept;

import java.util.List;

/**
 * Where mockaws meets the SDKs and test libraries: all of it, by name, because each may be absent.
 * Tested with the AWS SDK for Java 2.40.2 and 2.57.8 and with the AWS SDK for Kotlin 1.5, 1.6 and
 * 1.8.
 */
final class Hooks {
  private static final String JAVA = "io/mockaws/sdk/java/InterceptedCalls";
  private static final String KOTLIN = "io/mockaws/sdk/kotlin/InterceptedCalls";

  private static final String TESTS = "io/mockaws/InterceptedTests";
  private static final String COROUTINE = "kotlin/coroutines/CoroutineContext";

  /** {@code runTest}, as the compiler names a function with a {@code Duration}. */
  private static final String RUN_TEST = "runTest-8Mi8wO0";

  private static final String STAGES = "software/amazon/awssdk/core/internal/http/pipeline/stages/";
  private static final String CONTEXT =
      "software/amazon/awssdk/core/internal/http/RequestExecutionContext";

  private static final String SCHEDULE =
      "java/util/concurrent/ScheduledExecutorService.schedule"
          + "(Ljava/lang/Runnable;JLjava/util/concurrent/TimeUnit;)"
          + "Ljava/util/concurrent/ScheduledFuture;";
  private static final String LOADER = "software/amazon/awssdk/core/internal/http/loader/";
  private static final String BUILD =
      "$Builder.buildWithDefaults(Lsoftware/amazon/awssdk/utils/AttributeMap;)";
  private static final String SYNC = "software/amazon/awssdk/http/SdkHttpClient";
  private static final String ASYNC = "software/amazon/awssdk/http/async/SdkAsyncHttpClient";
  private static final String ASYNC_RETRY = "wait for the next attempt of an asynchronous call";

  static final List<Hook> ALL =
      List.of(
          // Java: the stage that sends a request is given the mock as its HTTP client.
          new Hook(
              STAGES + "MakeHttpRequestStage",
              "executeHttpRequest",
              new Divert(CONTEXT, "Lsoftware/amazon/awssdk/http/SdkHttpClient;", JAVA, "client")),
          new Hook(
              STAGES + "MakeAsyncHttpRequestStage",
              "doExecuteHttpRequest",
              new Divert(
                  CONTEXT,
                  "Lsoftware/amazon/awssdk/http/async/SdkAsyncHttpClient;",
                  JAVA,
                  "client")),
          // Java: what is done with an asynchronous answer is done in the scope of the call.
          new Hook(
              STAGES + "MakeAsyncHttpRequestStage",
              "executeHttpRequest",
              new Divert(CONTEXT, "Ljava/util/concurrent/Executor;", JAVA, "executor")),
          // Java: in a test's virtual time the SDK waits for its next attempt in that time.
          new Hook(
              STAGES + "RetryableStage",
              "execute",
              new Divert(CONTEXT, "java/util/concurrent/TimeUnit.sleep(J)V", JAVA, "sleep")),
          // The two places in which versions have it.
          new Hook(
              STAGES + "AsyncRetryableStage$RetryingExecutor",
              "maybeAttemptExecute",
              new Divert(CONTEXT, SCHEDULE, JAVA, "schedule"),
              ASYNC_RETRY),
          new Hook(
              STAGES + "AsyncRetryableStage",
              "scheduleOrFail",
              new Divert(null, SCHEDULE, JAVA, "schedule"),
              ASYNC_RETRY),
          // Java: who names no HTTP client gets one that is built when a call goes out. The
          // compiler
          // names the place where the SDK builds it.
          new Hook(
              LOADER + "DefaultSdkHttpClientBuilder",
              "lambda$buildWithDefaults$0",
              new Divert(null, SYNC + BUILD + "L" + SYNC + ";", JAVA, "built")),
          new Hook(
              LOADER + "DefaultSdkAsyncHttpClientBuilder",
              "lambda$buildWithDefaults$0",
              new Divert(null, ASYNC + BUILD + "L" + ASYNC + ";", JAVA, "built")),
          // Java: who names no credentials or region gets the mock's.
          new Hook(
              "software/amazon/awssdk/auth/credentials/DefaultCredentialsProvider",
              "resolveCredentials",
              new AnswerFirst(JAVA, "credentials", 0)),
          new Hook(
              "software/amazon/awssdk/regions/providers/AwsRegionProviderChain",
              "getRegion",
              new AnswerFirst(JAVA, "region", 0)),
          // Kotlin: the same three.
          new Hook(
              "aws/smithy/kotlin/runtime/http/SdkHttpClient",
              "executeWithCallContext",
              new AnswerFirst(KOTLIN, "execute", 3)),
          new Hook(
              "aws/smithy/kotlin/runtime/http/SdkHttpClient",
              "<init>",
              new TellLast(KOTLIN, "built")),
          new Hook(
              "aws/sdk/kotlin/runtime/auth/credentials/DefaultChainCredentialsProvider",
              "resolve",
              new AnswerFirst(KOTLIN, "credentials", 2)),
          new Hook(
              "aws/sdk/kotlin/runtime/region/ResolveRegionKt",
              "resolveRegion",
              new AnswerFirst(KOTLIN, "region", 3)),
          // kotlinx-coroutines: what a test starts in a scope of somebody else's is in its mock.
          new Hook(
              "kotlinx/coroutines/CoroutineContextKt",
              "newCoroutineContext",
              new ExchangeResult(
                  "kotlinx/coroutines/CoroutineScope",
                  "io/mockaws/InterceptedCoroutines",
                  "context")),
          // kotlinx-coroutines-test: a test on a mock's thread is in that mock, which goes by its
          // time.
          new Hook(
              "kotlinx/coroutines/test/TestBuildersKt",
              RUN_TEST,
              new Exchange(COROUTINE, COROUTINE, TESTS, "context")),
          new Hook(
              "kotlinx/coroutines/test/TestBuildersKt",
              RUN_TEST,
              new Exchange(
                  "kotlinx/coroutines/test/TestScope",
                  "kotlin/jvm/functions/Function2",
                  TESTS,
                  "body")));

  private Hooks() {}
}
