package io.mockaws.compat.spring.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mockaws.MockAws;
import io.mockaws.junit.MockAwsFixture;
import io.mockaws.junit.MockAwsTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * A service that reads its configuration as it does at AWS: {@code spring.config.import}, without an
 * endpoint, a region or credentials.
 */
@MockAwsTest
@SpringBootTest(
    classes = ConfigurationTest.Service.class,
    properties = {
      "spring.config.import[0]=aws-secretsmanager:/orders/database",
      "spring.config.import[1]=aws-parameterstore:/orders/config/"
    })
class ConfigurationTest {
  @SpringBootApplication
  static class Service {}

  @Value("${username}")
  private String username;

  @Value("${password}")
  private String password;

  @Value("${checkout.url}")
  private String url;

  @Value("${token}")
  private String token;

  @MockAwsFixture
  static void configuration(MockAws aws) {
    aws.secretsManager()
        .secret("/orders/database", Map.of("username", "app", "password", "s3cret"));
    aws.ssm().parameter("/orders/config/checkout/url", "https://example.com");
    aws.ssm().secureString("/orders/config/token", "t0ken");
  }

  @Test
  void the_configuration_comes_from_the_mock() {
    assertEquals("app", username);
    assertEquals("s3cret", password);
    assertEquals("https://example.com", url);
    assertEquals("t0ken", token);
  }
}
