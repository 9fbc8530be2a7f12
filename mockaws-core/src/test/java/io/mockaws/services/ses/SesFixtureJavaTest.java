package io.mockaws.services.ses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.MockAws;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ses.SesClient;

class SesFixtureJavaTest {
  @Test
  void the_fixture_is_pleasant_from_Java() {
    try (MockAws aws = MockAws.start();
        SesClient client = SesClient.create()) {
      IdentityFixture shop = aws.ses().identity("shop@example.com");
      assertTrue(shop.isVerified());
      aws.ses().template("paid", "Paid {{order}}", "Thank you");
      client.sendTemplatedEmail(
          r ->
              r.source("shop@example.com")
                  .destination(d -> d.toAddresses("ann@example.org"))
                  .template("paid")
                  .templateData("{\"order\": 42}"));

      SentEmail mail = aws.ses().sentTo("ann@example.org").get(0);
      assertEquals("Paid 42", mail.subject());
      assertEquals("Thank you", mail.text());
      assertEquals(List.of("ann@example.org"), mail.delivered());
      aws.ses().isInSandbox(true);
      assertTrue(aws.ses().isInSandbox());
    }
  }
}
