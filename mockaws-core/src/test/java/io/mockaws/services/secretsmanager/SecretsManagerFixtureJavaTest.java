package io.mockaws.services.secretsmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.MockAws;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SecretsManagerFixtureJavaTest {
  @Test
  void the_fixture_is_pleasant_from_Java() {
    try (MockAws aws = MockAws.start();
        SecretsManagerClient client = SecretsManagerClient.create()) {
      SecretFixture db = aws.secretsManager().secret("db", Map.of("password", "s3cret"));
      assertEquals(
          "{\"password\":\"s3cret\"}", client.getSecretValue(r -> r.secretId("db")).secretString());
      aws.secretsManager()
          .rotation(
              "db",
              "rate(30 days)",
              step -> {
                if (step.step().equals("createSecret")) {
                  step.putPending("new");
                }
                if (step.step().equals("finishSecret")) {
                  step.finish();
                }
              });
      aws.time().advanceBy(Duration.ofDays(31));
      assertEquals("new", client.getSecretValue(r -> r.secretId("db")).secretString());
      assertEquals(
          List.of(
              "TestRotationStarted",
              "TestRotationSucceeded",
              "RotationStarted",
              "RotationSucceeded"),
          db.rotations());
      client.deleteSecret(r -> r.secretId("db"));
      assertTrue(db.isScheduledForDeletion());
    }
  }
}
