package io.mockaws.engine.access

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.engine.access.Callers.allow
import io.mockaws.engine.access.Callers.federated
import io.mockaws.engine.access.Callers.refusal
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.sqs.SqsClient

/** What an organization lets an account do: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html */
class ServiceControlTest {
    private val aws = MockAws.start { it.iam(true) }

    @AfterEach
    fun close() = aws.close()

    private fun deny(actions: String) =
        """{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "$actions", "Resource": "*"}]}"""

    @Test
    fun `what the organization denies not even the root user may`() {
        aws.iam.controlPolicy("no-buckets", deny("s3:CreateBucket"))
        refusal { S3Client.create().createBucket { it.bucket("shop") } } shouldBe
            "AccessDenied: User: arn:aws:iam::123456789012:root is not authorized to perform: s3:CreateBucket on resource: " +
            "\"arn:aws:s3:::shop\" with an explicit deny in a service control policy"
        S3Client.create().listBuckets()
        aws.calls("s3", "CreateBucket").single().decision shouldBe
            "s3:CreateBucket denied by statement 1 of the service control policy no-buckets"
        S3Client.builder().credentialsProvider(Callers.other).build().createBucket { it.bucket("shop") }
    }

    @Test
    fun `a policy that allows something allows nothing else, and nothing to who has no leave`() {
        aws.iam.controlPolicy("only-some", allow("s3:* sts:*"))
        refusal { SqsClient.create().listQueues() } shouldContain "because no service control policy allows the sqs:listqueues action"
        S3Client.create().listBuckets()
        refusal { S3Client.builder().credentialsProvider(federated(allow("sqs:*"))).build().listBuckets() } shouldContain
            "because no identity-based policy allows the s3:ListAllMyBuckets action"
    }

    @Test
    fun `one of the same name takes its place, and what is no policy is none`() {
        aws.iam.controlPolicy("limit", deny("s3:*"))
        aws.iam.controlPolicy("limit", deny("sqs:*"))
        S3Client.create().listBuckets()
        shouldThrow<IllegalArgumentException> { aws.iam.controlPolicy("limit", "nonsense") }
    }
}
