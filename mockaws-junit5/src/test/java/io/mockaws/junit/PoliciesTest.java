package io.mockaws.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mockaws.MockAws;
import io.mockaws.services.iam.AccessKeyFixture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Calls that policies judge, in Java. */
@MockAwsTest(iam = true)
class PoliciesTest {
  @MockAwsFixture
  static void receipts(MockAws aws) {
    aws.s3().bucket("receipts").put("42.txt", "total 1999");
    aws.iam().user("ann").allow("s3:GetObject", "arn:aws:s3:::receipts/*");
  }

  @Test
  void a_user_may_do_what_policies_allow(MockAws aws) {
    AccessKeyFixture key = aws.iam().user("ann").accessKey();
    S3Client s3 =
        S3Client.builder()
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(key.id(), key.secret())))
            .build();

    s3.getObjectAsBytes(get -> get.bucket("receipts").key("42.txt"));
    S3Exception refused =
        assertThrows(
            S3Exception.class, () -> s3.deleteObject(it -> it.bucket("receipts").key("42.txt")));

    assertEquals(403, refused.statusCode());
    assertTrue(
        refused.getMessage().contains("no identity-based policy allows the s3:DeleteObject"));
    assertEquals(
        "arn:aws:iam::123456789012:user/ann", aws.calls("s3", "GetObject").get(0).principal());
    assertTrue(aws.leastPrivilegePolicies().containsKey("arn:aws:iam::123456789012:user/ann"));
  }
}
