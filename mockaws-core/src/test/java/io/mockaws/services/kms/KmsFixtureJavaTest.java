package io.mockaws.services.kms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mockaws.MockAws;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;

class KmsFixtureJavaTest {
  @Test
  void the_fixture_is_pleasant_from_Java() {
    try (MockAws aws = MockAws.start();
        KmsClient kms = aws.javaSdk().configure(KmsClient.builder()).build()) {
      KeyFixture orders = aws.kms().key("orders");
      KeyFixture signing =
          aws.kms().key("signing", o -> o.spec("ECC_NIST_P256").usage("SIGN_VERIFY"));
      SdkBytes ciphertext =
          kms.encrypt(r -> r.keyId("alias/orders").plaintext(SdkBytes.fromUtf8String("secret")))
              .ciphertextBlob();
      assertArrayEquals(
          "secret".getBytes(StandardCharsets.UTF_8), orders.decrypt(ciphertext.asByteArray()));
      assertArrayEquals(
          signing.publicKey(),
          kms.getPublicKey(r -> r.keyId(signing.arn())).publicKey().asByteArray());
      assertEquals("Disabled", orders.disable().state());
      assertEquals(2, aws.kms().keys().size());
    }
  }
}
