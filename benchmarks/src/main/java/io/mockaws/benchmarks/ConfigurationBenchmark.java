package io.mockaws.benchmarks;

import io.mockaws.MockAws;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;

/** As {@link CallBenchmark}: what services read when they start, with the mock and as floors. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 5, time = 2)
public class ConfigurationBenchmark {
  private final GetParameterRequest getParameter =
      GetParameterRequest.builder().name("/orders/url").build();
  private final GetSecretValueRequest getSecretValue =
      GetSecretValueRequest.builder().secretId("orders/database").build();

  private MockAws aws;
  private SsmClient ssm;
  private SecretsManagerClient secrets;
  private SsmClient cannedSsm;
  private SecretsManagerClient cannedSecrets;

  @Setup
  public void start(BenchmarkParams benchmark) {
    boolean isFloor = benchmark.getBenchmark().endsWith("Floor");
    aws = MockAws.start(options -> options.intercept(!isFloor));
    aws.ssm().parameter("/orders/url", "https://orders.example.com/v1/checkout");
    aws.secretsManager()
        .secret("orders/database", "{\"username\":\"app\",\"password\":\"s3cret\"}");
    ssm = aws.javaSdk().configure(SsmClient.builder()).build();
    secrets = aws.javaSdk().configure(SecretsManagerClient.builder()).build();
    cannedSsm = aws.javaSdk().configure(SsmClient.builder()).httpClient(canned()).build();
    cannedSecrets =
        aws.javaSdk().configure(SecretsManagerClient.builder()).httpClient(canned()).build();
  }

  private SdkHttpClient canned() {
    return new CannedHttpClient(aws.javaSdk().httpClient());
  }

  @TearDown
  public void close() {
    aws.close();
  }

  @Benchmark
  public Object getParameter() {
    return ssm.getParameter(getParameter);
  }

  @Benchmark
  public Object getParameterFloor() {
    return cannedSsm.getParameter(getParameter);
  }

  @Benchmark
  public Object getSecretValue() {
    return secrets.getSecretValue(getSecretValue);
  }

  @Benchmark
  public Object getSecretValueFloor() {
    return cannedSecrets.getSecretValue(getSecretValue);
  }
}
