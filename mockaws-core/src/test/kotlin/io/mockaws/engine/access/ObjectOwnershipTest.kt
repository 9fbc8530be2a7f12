package io.mockaws.engine.access

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.engine.access.Callers.OTHER
import io.mockaws.engine.access.Callers.allow
import io.mockaws.engine.access.Callers.federated
import io.mockaws.engine.access.Callers.refusal
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.CompletedPart

/**
 * Whose an object is that another account wrote: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example3.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html.
 */
class ObjectOwnershipTest {
    private val aws = MockAws.start { it.iam(true) }
    private val own = S3Client.create()
    private val partner = s3(Callers.other)
    private val ownId = own.listBuckets().owner().id()
    private val partnerId = partner.listBuckets().owner().id()

    init {
        own.createBucket { it.bucket("shop") }
        policy(""""s3:PutObject", "s3:GetObject", "s3:GetObjectAcl", "s3:PutObjectAcl", "s3:ListBucket"""")
    }

    @AfterEach
    fun close() = aws.close()

    private fun s3(credentials: AwsCredentialsProvider) = S3Client.builder().credentialsProvider(credentials).build()

    private fun policy(actions: String) =
        own.putBucketPolicy {
            it.bucket("shop").policy(
                """{"Version": "2012-10-17", "Statement": [
                    {"Effect": "Allow", "Principal": {"AWS": "$OTHER"}, "Action": [$actions],
                     "Resource": ["arn:aws:s3:::shop", "arn:aws:s3:::shop/*"]},
                    {"Effect": "Allow", "Principal": {"AWS": "$DAVE"}, "Action": "s3:GetObject",
                     "Resource": "arn:aws:s3:::shop/*"}]}""",
            )
        }

    private fun own(ownership: String) =
        own.putBucketOwnershipControls {
            it.bucket("shop").ownershipControls { all -> all.rules({ rule -> rule.objectOwnership(ownership) }) }
        }

    private fun put(
        client: S3Client,
        acl: String? = null,
    ) = client.putObject({ it.bucket("shop").key("a").acl(acl) }, RequestBody.fromString("x"))

    private fun get(client: S3Client) = client.getObjectAsBytes { it.bucket("shop").key("a") }.asUtf8String()

    private fun ownerOf(client: S3Client = partner) = client.getObjectAcl { it.bucket("shop").key("a") }.owner().id()

    private fun grantsOf(client: S3Client = partner) =
        client.getObjectAcl { it.bucket("shop").key("a") }.grants().map { it.grantee().id() to it.permissionAsString() }

    @Test
    fun `who owns what another account writes is for the bucket to say`() {
        val full = "bucket-owner-full-control"
        val table =
            listOf(
                Triple("BucketOwnerEnforced", null, ownId),
                Triple("BucketOwnerEnforced", full, ownId),
                Triple("BucketOwnerPreferred", null, partnerId),
                Triple("BucketOwnerPreferred", full, ownId),
                Triple("ObjectWriter", null, partnerId),
                Triple("ObjectWriter", full, partnerId),
            )
        for ((ownership, acl, owner) in table) {
            own(ownership)
            put(partner, acl)
            withClue("$ownership $acl") {
                val asker = if (owner == ownId) own else partner
                ownerOf(asker) shouldBe owner
                own.listObjects { it.bucket("shop") }.contents().single().owner().id() shouldBe owner
                own.listObjectVersions { it.bucket("shop") }.versions().single().owner().id() shouldBe owner
            }
        }
    }

    @Test
    fun `the bucket's owner reads another's object only if that account lets it`() {
        own("ObjectWriter")
        put(partner)
        get(partner) shouldBe "x"
        refusal { get(own) } shouldBe "AccessDenied: Access Denied"
        grantsOf() shouldBe listOf(partnerId to "FULL_CONTROL")
        put(partner, "bucket-owner-read")
        get(own) shouldBe "x"
        refusal { ownerOf(own) } shouldBe "AccessDenied: Access Denied"
        grantsOf() shouldBe listOf(partnerId to "FULL_CONTROL", ownId to "READ")
        put(partner, "bucket-owner-full-control")
        get(own) shouldBe "x"
        grantsOf(own) shouldBe listOf(partnerId to "FULL_CONTROL", ownId to "FULL_CONTROL")
    }

    @Test
    fun `an object's owner gives the bucket's owner a grant afterwards`() {
        own("ObjectWriter")
        put(partner)
        partner.putObjectAcl { it.bucket("shop").key("a").grantFullControl("id=$ownId") }
        get(own) shouldBe "x"
        partner.putObjectAcl { it.bucket("shop").key("a").acl("bucket-owner-read") }
        ownerOf() shouldBe partnerId
        get(own) shouldBe "x"
    }

    @Test
    fun `a bucket's policy allows nothing of what another account owns, and denies all the same`() {
        own("ObjectWriter")
        val dave = s3(federated(allow("sqs:*"), "dave"))
        put(own)
        get(dave) shouldBe "x"
        put(partner)
        refusal { get(dave) } shouldBe "AccessDenied: Access Denied"
        own.putBucketPolicy {
            it.bucket("shop").policy(
                """{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject",
                    "Resource": "arn:aws:s3:::shop/*"}]}""",
            )
        }
        refusal { get(partner) } shouldBe "AccessDenied: Access Denied"
    }

    @Test
    fun `the bucket's owner deletes and overwrites whatever is in it`() {
        own("ObjectWriter")
        put(partner)
        put(own)
        ownerOf(own) shouldBe ownId
        put(partner)
        own.deleteObject { it.bucket("shop").key("a") }
        own.listObjectsV2 { it.bucket("shop") }.contents() shouldBe emptyList()
    }

    @Test
    fun `without ACLs all belongs to the bucket's owner, whoever wrote it before`() {
        own("ObjectWriter")
        put(partner)
        own("BucketOwnerEnforced")
        get(own) shouldBe "x"
        ownerOf(own) shouldBe ownId
        own("BucketOwnerPreferred")
        ownerOf() shouldBe partnerId
    }

    @Test
    fun `a copy and an upload in parts are of who makes them`() {
        own("ObjectWriter")
        partner.createBucket { it.bucket("source") }
        partner.putObject({ it.bucket("source").key("a") }, RequestBody.fromString("x"))
        partner.copyObject { it.sourceBucket("source").sourceKey("a").destinationBucket("shop").destinationKey("a") }
        ownerOf() shouldBe partnerId
        own.deleteObject { it.bucket("shop").key("a") }
        val upload = partner.createMultipartUpload { it.bucket("shop").key("a") }.uploadId()
        val part = partner.uploadPart({ it.bucket("shop").key("a").uploadId(upload).partNumber(1) }, RequestBody.fromString("x"))
        partner.completeMultipartUpload {
            it.bucket("shop").key("a").uploadId(upload)
                .multipartUpload { all -> all.parts(CompletedPart.builder().partNumber(1).eTag(part.eTag()).build()) }
        }
        ownerOf() shouldBe partnerId
        refusal { get(own) } shouldBe "AccessDenied: Access Denied"
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html, "Granting cross-account permissions" */
    @Test
    fun `a bucket can ask for its owner's full control`() {
        own("ObjectWriter")
        own.putBucketPolicy {
            it.bucket("shop").policy(
                """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "$OTHER"},
                    "Action": ["s3:PutObject", "s3:PutObjectAcl"], "Resource": "arn:aws:s3:::shop/*",
                    "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}}]}""",
            )
        }
        refusal { put(partner) } shouldContain "AccessDenied"
        put(partner, "bucket-owner-full-control")
        get(own) shouldBe "x"
    }

    private companion object {
        const val DAVE = "arn:aws:sts::123456789012:federated-user/dave"
    }
}
