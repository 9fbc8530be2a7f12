package io.mockaws.junit;

import io.mockaws.AutoEndpoint;
import io.mockaws.ClassPath;
import io.mockaws.MockAws;
import io.mockaws.MockAwsOptions;
import io.mockaws.MockClock;
import io.mockaws.sam.SamOptions;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * What {@link MockAwsTest} registers. It can be registered by hand as well, with options that are
 * not known before the tests run:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MockAwsExtension AWS =
 *     MockAwsExtension.builder().region(System.getenv("AWS_REGION")).build();
 * }</pre>
 *
 * <p>In a static field it is for a class as the annotation is, in another one for each test. For
 * methods and nested classes with the annotation that holds instead; on one class there cannot be
 * both. Tests may run in parallel. For JUnit 5.13 and newer.
 */
public final class MockAwsExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver,
        InvocationInterceptor {
  private final Worlds worlds;

  /** All settings at their defaults, for {@code @ExtendWith(MockAwsExtension.class)}. */
  public MockAwsExtension() {
    this(defaults());
  }

  private MockAwsExtension(Settings given) {
    worlds = new Worlds(new Sources(given));
  }

  /** Not before it is clear that the class path is good. */
  private static Settings defaults() {
    ClassPath.check();
    return Settings.DEFAULT;
  }

  /** All settings at their defaults, to be changed. */
  public static Builder builder() {
    ClassPath.check();
    return new Builder();
  }

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    worlds.of(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    worlds.of(context);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    explain(context);
    worlds.close(context);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    explain(context);
    worlds.close(context);
  }

  /** Failures that the interceptors do not see, as of a time limit. */
  private void explain(ExtensionContext context) {
    context.getExecutionException().ifPresent(failure -> worlds.of(context).explain(failure));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getAnnotations().length == 0
        && World.hasParameter(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    try {
      return worlds.of(context).parameter(type);
    } catch (Exception failure) {
      throw new ParameterResolutionException("mockaws cannot make a " + type.getName(), failure);
    }
  }

  @Override
  public <T> T interceptTestClassConstructor(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Constructor<T>> constructor,
      ExtensionContext context)
      throws Throwable {
    return run(invocation, context);
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context);
  }

  @Override
  public <T> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    return run(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
      throws Throwable {
    run(invocation, context);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context);
  }

  private <T> T run(Invocation<T> invocation, ExtensionContext context) throws Throwable {
    return worlds.of(context).run(invocation);
  }

  /** Collects the settings of an extension. */
  public static final class Builder {
    private final MockAwsOptions.Builder options = MockAwsOptions.builder();
    private Isolation isolation = Isolation.PER_TEST;
    private boolean forbidRealCalls = true;
    private Consumer<MockAws> fixture = aws -> {};
    private String template = "";
    private SamOptions templateOptions = SamOptions.builder().build();

    private Builder() {}

    /** See {@link MockAwsOptions#region}. Default {@code us-east-1}. */
    public Builder region(String region) {
      options.region(region);
      return this;
    }

    /** See {@link MockAwsOptions#accountId}. Default {@code 123456789012}. */
    public Builder accountId(String accountId) {
      options.accountId(accountId);
      return this;
    }

    /** See {@link MockAwsOptions#seed}. Default 0. */
    public Builder seed(long seed) {
      options.seed(seed);
      return this;
    }

    /** See {@link MockAwsOptions#clock}. Default {@link MockClock#AUTO}. */
    public Builder clock(MockClock clock) {
      options.clock(clock);
      return this;
    }

    /** See {@link MockAwsOptions#startAt}. Default: the system's time. */
    public Builder startAt(Instant startAt) {
      options.startAt(startAt);
      return this;
    }

    /** See {@link MockAwsOptions#strict}. Default false. */
    public Builder strict(boolean strict) {
      options.strict(strict);
      return this;
    }

    /** See {@link MockAwsOptions#derived}. Default true. */
    public Builder derived(boolean derived) {
      options.derived(derived);
      return this;
    }

    /** See {@link MockAwsOptions#iam}. Default false. */
    public Builder iam(boolean iam) {
      options.iam(iam);
      return this;
    }

    /** See {@link MockAwsOptions#lenient}. Default false. */
    public Builder lenient(boolean lenient) {
      options.lenient(lenient);
      return this;
    }

    /** See {@link MockAwsOptions#intercept}. Default true. */
    public Builder intercept(boolean intercept) {
      options.intercept(intercept);
      return this;
    }

    /** See {@link MockAwsOptions#services}. Default none named: all of AWS's. */
    public Builder services(Set<String> services) {
      options.services(services);
      return this;
    }

    /**
     * See {@link MockAwsOptions#serverMode}: every mock has a server of its own on a free port, and
     * so every test has. Default false.
     */
    public Builder serverMode(boolean serverMode) {
      options.serverMode(serverMode);
      return this;
    }

    /**
     * See {@link MockAwsOptions#serverPort}. The server has one state for all tests, so it needs
     * {@link Isolation#PER_CLASS}. Default 0: none.
     */
    public Builder serverPort(int serverPort) {
      options.serverPort(serverPort);
      return this;
    }

    /** See {@link MockAwsOptions#autoEndpoint}. Default {@link AutoEndpoint#FORCE}. */
    public Builder autoEndpoint(AutoEndpoint autoEndpoint) {
      options.autoEndpoint(autoEndpoint);
      return this;
    }

    /** Who shares a mock. Default {@link Isolation#PER_TEST}. */
    public Builder isolation(Isolation isolation) {
      this.isolation = isolation;
      return this;
    }

    /** See {@link MockAwsTest#forbidRealCalls}. Default true. */
    public Builder forbidRealCalls(boolean forbidRealCalls) {
      this.forbidRealCalls = forbidRealCalls;
      return this;
    }

    /**
     * See {@link MockAwsTest#template}. Default: none.
     *
     * @param parameters see {@link MockAwsTest#templateParameters}
     */
    public Builder template(String template, String... parameters) {
      SamOptions.Builder given = SamOptions.builder();
      for (String parameter : parameters) {
        int equals = parameter.indexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException(
              "templateParameters = \"" + parameter + "\" is not like Stage=test");
        }
        given.parameter(parameter.substring(0, equals), parameter.substring(equals + 1));
      }
      this.template = template;
      this.templateOptions = given.build();
      return this;
    }

    /** Makes the world in which the tests begin, before {@link MockAwsFixture} methods do. */
    public Builder fixture(Consumer<MockAws> fixture) {
      this.fixture = fixture;
      return this;
    }

    /**
     * The extension.
     *
     * @throws IllegalArgumentException for a malformed region or account id, and for settings that
     *     do not go together
     */
    public MockAwsExtension build() {
      return new MockAwsExtension(settings());
    }

    Settings settings() {
      return new Settings(
          options.build(), isolation, forbidRealCalls, fixture, template, templateOptions);
    }
  }
}
