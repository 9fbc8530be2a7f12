package io.mockaws.services.ssm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mockaws.MockAws;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;

class SsmFixtureJavaTest {
  @Test
  void the_fixture_is_pleasant_from_Java() {
    try (MockAws aws = MockAws.start();
        SsmClient client = SsmClient.create()) {
      ParameterFixture url = aws.ssm().parameter("/app/url", "https://example.com");
      aws.ssm().secureString("/app/password", "s3cret");
      assertEquals(
          "https://example.com", client.getParameter(r -> r.name("/app/url")).parameter().value());
      client.putParameter(r -> r.name("/app/url").value("https://example.org").overwrite(true));
      assertEquals(List.of("https://example.com", "https://example.org"), url.history());
      assertEquals(2, aws.ssm().parameters().size());
    }
  }
}
