package io.mockaws.junit;

import io.mockaws.MockAws;
import io.mockaws.MockAwsOptions;
import io.mockaws.sam.SamOptions;
import io.mockaws.sam.SamProject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** What {@link MockAwsTest} and {@link MockAwsExtension.Builder} ask for. */
record Settings(
    MockAwsOptions options,
    Isolation isolation,
    boolean forbidRealCalls,
    Consumer<MockAws> fixture,
    String template,
    SamOptions templateOptions) {
  static final Settings DEFAULT = MockAwsExtension.builder().settings();

  Settings {
    int port = options.serverPort();
    if (port != 0 && isolation == Isolation.PER_TEST) {
      throw new IllegalArgumentException(
          "The server at serverPort = "
              + port
              + " has one state for all tests: add isolation = Isolation.PER_CLASS, and have tests"
              + " reset() it; or give each test a server of its own by serverMode = true");
    }
  }

  /** The project that {@code aws} has by the template; it is made where it is not there yet. */
  SamProject project(MockAws aws) {
    if (template.isEmpty()) {
      throw new IllegalStateException(
          "A SamProject needs a template: @MockAwsTest(template = \"template.yaml\")");
    }
    return aws.sam(template, templateOptions);
  }

  /** Makes what all begin with. */
  void seed(MockAws aws) {
    if (!template.isEmpty()) {
      project(aws);
    }
    fixture.accept(aws);
  }

  static Settings of(MockAwsTest annotation) {
    MockAwsExtension.Builder builder =
        MockAwsExtension.builder()
            .region(annotation.region())
            .accountId(annotation.accountId())
            .seed(annotation.seed())
            .clock(annotation.clock())
            .strict(annotation.strict())
            .derived(annotation.derived())
            .lenient(annotation.lenient())
            .iam(annotation.iam())
            .intercept(annotation.intercept())
            .services(Set.of(annotation.services()))
            .serverMode(annotation.serverMode())
            .serverPort(annotation.serverPort())
            .autoEndpoint(annotation.autoEndpoint())
            .template(annotation.template(), annotation.templateParameters())
            .isolation(annotation.isolation())
            .forbidRealCalls(annotation.forbidRealCalls());
    if (!annotation.startAt().isEmpty()) {
      builder.startAt(instant(annotation.startAt()));
    }
    try {
      return builder.settings();
    } catch (IllegalArgumentException malformed) {
      throw new ExtensionConfigurationException("@MockAwsTest: " + malformed.getMessage());
    }
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new ExtensionConfigurationException(
          "@MockAwsTest(startAt = \"" + text + "\") is not like 2026-01-01T00:00:00Z", malformed);
    }
  }
}
