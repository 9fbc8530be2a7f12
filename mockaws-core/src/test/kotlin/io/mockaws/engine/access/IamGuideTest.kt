package io.mockaws.engine.access

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.mockaws.MockAws
import io.mockaws.services.iam.UserFixture
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.S3Exception

/** The code of docs/iam.md. */
class IamGuideTest {
    private fun keysOf(user: UserFixture) =
        user.accessKey().let { StaticCredentialsProvider.create(AwsBasicCredentials.create(it.id, it.secret)) }

    private class Receipts(
        private val s3: S3Client,
    ) {
        fun read(order: String): String = s3.getObjectAsBytes { it.bucket("receipts").key("$order.txt") }.asUtf8String()
    }

    @Test
    fun `a user may do what policies allow`() {
        MockAws.start { it.iam(true) }.use { aws ->
            aws.s3.bucket("receipts").put("42.txt", "total 1999")
            val ann = aws.iam.user("ann").allow("s3:GetObject", "arn:aws:s3:::receipts/*")
            val s3 = S3Client.builder().credentialsProvider(keysOf(ann)).build()

            s3.getObjectAsBytes { it.bucket("receipts").key("42.txt") }
            shouldThrow<S3Exception> { s3.deleteObject { it.bucket("receipts").key("42.txt") } }.message shouldContain
                "is not authorized to perform: s3:DeleteObject on resource: \"arn:aws:s3:::receipts/42.txt\" " +
                "because no identity-based policy allows the s3:DeleteObject action"

            aws.calls("s3", "GetObject").single().decision shouldBe
                "s3:GetObject allowed by statement 1 of the identity-based policy policy-1"
        }
    }

    @Test
    fun `the policy that a test needs`() {
        val policy = MockAws.start().use { aws ->
            aws.s3.bucket("receipts").put("42.txt", "total 1999")
            Receipts(S3Client.create()).read("42")
            aws.leastPrivilegePolicy()
        }

        policy shouldContain "arn:aws:s3:::receipts/42.txt"
        policy shouldNotContain "\"*\""
    }

    @Test
    fun `an organization limits the account`() {
        MockAws.start { it.iam(true) }.use { aws ->
            aws.iam.controlPolicy(
                "no-buckets",
                """{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:CreateBucket", "Resource": "*"}]}""",
            )

            shouldThrow<S3Exception> { S3Client.create().createBucket { it.bucket("shop") } }.message shouldContain
                "with an explicit deny in a service control policy"
        }
    }
}
