package io.mockaws.engine.access

import aws.sdk.kotlin.services.s3.listObjectsV2
import aws.smithy.kotlin.runtime.ServiceException
import aws.smithy.kotlin.runtime.auth.awscredentials.Credentials
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import io.mockaws.engine.access.Callers.allow
import io.mockaws.engine.access.Callers.federated
import io.mockaws.engine.access.Callers.refusal
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.Event
import software.amazon.awssdk.services.s3.model.ObjectCannedACL
import software.amazon.awssdk.services.s3.model.ObjectIdentifier
import software.amazon.awssdk.services.s3.model.ObjectOwnership
import software.amazon.awssdk.services.sqs.SqsClient
import software.amazon.awssdk.services.sqs.model.QueueAttributeName
import aws.sdk.kotlin.runtime.auth.credentials.StaticCredentialsProvider as KotlinCredentials
import aws.sdk.kotlin.services.s3.S3Client as KotlinS3

/**
 * Who may do what with a bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-s3-evaluates-access-control.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html.
 */
class JudgedBucketsTest {
    private val aws = MockAws.start { it.iam(true) }
    private val own = S3Client.create()

    init {
        own.createBucket { it.bucket("shop") }
        listOf("home/ann/a", "home/bob/b", "public/c").forEach { put(own, it) }
    }

    @AfterEach
    fun close() = aws.close()

    private fun s3(credentials: AwsCredentialsProvider) = S3Client.builder().credentialsProvider(credentials).build()

    private fun put(
        client: S3Client,
        key: String,
    ) = client.putObject({ it.bucket("shop").key(key) }, RequestBody.fromString(key))

    private fun get(
        client: S3Client,
        key: String,
    ) = client.getObjectAsBytes { it.bucket("shop").key(key) }.asUtf8String()

    private fun bucketPolicy(
        principal: String,
        actions: String,
        resources: String,
        more: String = "",
        effect: String = "Allow",
    ) = own.putBucketPolicy {
        it.bucket("shop").policy(
            """{"Version": "2012-10-17", "Statement": [{"Effect": "$effect", "Principal": $principal, "Action": "$actions",
                "Resource": ["$resources"]${if (more.isEmpty()) "" else ", $more"}}]}""",
        )
    }

    private fun open() = own.deletePublicAccessBlock { it.bucket("shop") }

    @Test
    fun `words are those of S3, with the resource in quotes`() {
        refusal { get(s3(federated(allow("s3:PutObject"))), "public/c") } shouldBe
            "AccessDenied: User: arn:aws:sts::123456789012:federated-user/ann is not authorized to perform: s3:GetObject " +
            "on resource: \"arn:aws:s3:::shop/public/c\" because no identity-based policy allows the s3:GetObject action"
        aws.calls("s3", "GetObject").single().status shouldBe 403
    }

    @Test
    fun `everyone has a home of their own`() {
        val policy =
            """{"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::shop/home/ann/*"},
                {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::shop",
                 "Condition": {"StringLike": {"s3:prefix": ["home/ann/*"]}}}]}"""
        val ann = s3(federated(policy))
        get(ann, "home/ann/a") shouldBe "home/ann/a"
        refusal { get(ann, "home/bob/b") } shouldContain "s3:GetObject"
        ann.listObjectsV2 { it.bucket("shop").prefix("home/ann/") }.contents().size shouldBe 1
        refusal { ann.listObjectsV2 { it.bucket("shop") } } shouldContain "s3:ListBucket on resource: \"arn:aws:s3:::shop\""
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, "Permissions" */
    @Test
    fun `who may not list does not learn that a key is not there`() {
        refusal { get(s3(federated(allow("s3:GetObject"))), "none") } shouldContain "s3:ListBucket"
        refusal { get(s3(federated(allow("s3:GetObject s3:ListBucket"))), "none") } shouldContain "NoSuchKey"
    }

    @Test
    fun `a copy needs to read and to write`() {
        fun copy(actions: String) =
            s3(federated(allow(actions))).copyObject {
                it.sourceBucket("shop").sourceKey("public/c").destinationBucket("shop").destinationKey("d")
            }
        refusal { copy("s3:PutObject") } shouldContain "s3:GetObject on resource: \"arn:aws:s3:::shop/public/c\""
        refusal { copy("s3:GetObject") } shouldContain "s3:PutObject on resource: \"arn:aws:s3:::shop/d\""
        copy("s3:GetObject s3:PutObject")
    }

    @Test
    fun `of many keys each is deleted or refused by itself`() {
        val client = s3(federated(allow("s3:DeleteObject", "arn:aws:s3:::shop/home/ann/*")))
        val keys = listOf("home/ann/a", "home/bob/b").map { ObjectIdentifier.builder().key(it).build() }
        val answer = client.deleteObjects { it.bucket("shop").delete { all -> all.objects(keys) } }
        answer.deleted().map { it.key() } shouldContainExactly listOf("home/ann/a")
        answer.errors().map { "${it.key()} ${it.code()}" } shouldContainExactly listOf("home/bob/b AccessDenied")
    }

    @Test
    fun `other accounts and nobody are kept out, and do not learn why`() {
        for (client in listOf(s3(Callers.other), s3(Callers.nobody))) {
            refusal { get(client, "public/c") } shouldBe "AccessDenied: Access Denied"
            refusal { put(client, "x") } shouldBe "AccessDenied: Access Denied"
        }
    }

    @Test
    fun `a bucket can be shared with an account`() {
        bucketPolicy("""{"AWS": "${Callers.OTHER}"}""", "s3:GetObject", "arn:aws:s3:::shop/public/*")
        get(s3(Callers.other), "public/c") shouldBe "public/c"
        refusal { get(s3(Callers.other), "home/ann/a") } shouldBe "AccessDenied: Access Denied"
        refusal { get(s3(Callers.nobody), "public/c") } shouldBe "AccessDenied: Access Denied"
    }

    @Test
    fun `a bucket can be public, unless that is blocked`() {
        open()
        bucketPolicy("\"*\"", "s3:GetObject", "arn:aws:s3:::shop/public/*")
        get(s3(Callers.nobody), "public/c") shouldBe "public/c"
        refusal { get(s3(Callers.nobody), "home/ann/a") } shouldBe "AccessDenied: Access Denied"
        own.putPublicAccessBlock { it.bucket("shop").publicAccessBlockConfiguration { block -> block.restrictPublicBuckets(true) } }
        refusal { get(s3(Callers.nobody), "public/c") } shouldBe "AccessDenied: Access Denied"
        refusal { get(s3(Callers.other), "public/c") } shouldBe "AccessDenied: Access Denied"
    }

    @Test
    fun `an object can be public by its ACL, unless ACLs are off or public ones ignored`() {
        open()
        own.putBucketOwnershipControls {
            it.bucket("shop").ownershipControls { all -> all.rules({ rule -> rule.objectOwnership(ObjectOwnership.OBJECT_WRITER) }) }
        }
        own.putObjectAcl { it.bucket("shop").key("public/c").acl(ObjectCannedACL.PUBLIC_READ) }
        get(s3(Callers.nobody), "public/c") shouldBe "public/c"
        own.putPublicAccessBlock { it.bucket("shop").publicAccessBlockConfiguration { block -> block.ignorePublicAcls(true) } }
        refusal { get(s3(Callers.nobody), "public/c") } shouldBe "AccessDenied: Access Denied"
    }

    @Test
    fun `authenticated users are all who sign`() {
        open()
        own.putBucketOwnershipControls {
            it.bucket("shop").ownershipControls { all -> all.rules({ rule -> rule.objectOwnership(ObjectOwnership.OBJECT_WRITER) }) }
        }
        own.putObjectAcl { it.bucket("shop").key("public/c").acl(ObjectCannedACL.AUTHENTICATED_READ) }
        get(s3(Callers.other), "public/c") shouldBe "public/c"
        refusal { get(s3(Callers.nobody), "public/c") } shouldBe "AccessDenied: Access Denied"
    }

    @Test
    fun `a policy that denies the root user can be taken back by it`() {
        bucketPolicy("\"*\"", "s3:*", "arn:aws:s3:::shop\", \"arn:aws:s3:::shop/*", effect = "Deny")
        refusal { get(own, "public/c") } shouldContain "with an explicit deny in a resource-based policy"
        own.deleteBucketPolicy { it.bucket("shop") }
        get(own, "public/c") shouldBe "public/c"
    }

    @Test
    fun `tags of objects guard them`() {
        own.putObjectTagging {
            it.bucket("shop").key("public/c").tagging { all -> all.tagSet({ tag -> tag.key("kind").value("open") }) }
        }
        val condition = """"Condition": {"StringEquals": {"s3:ExistingObjectTag/kind": "open"}}"""
        val client = s3(federated(allow("s3:GetObject", "*", condition)))
        get(client, "public/c") shouldBe "public/c"
        refusal { get(client, "home/ann/a") } shouldContain "s3:GetObject"
    }

    @Test
    fun `uploads can be made to be encrypted`() {
        bucketPolicy(
            "\"*\"",
            "s3:PutObject",
            "arn:aws:s3:::shop/*",
            """"Condition": {"StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}}""",
            effect = "Deny",
        )
        refusal { put(own, "x") } shouldContain "with an explicit deny in a resource-based policy"
        own.putObject({ it.bucket("shop").key("x").serverSideEncryption("aws:kms") }, RequestBody.fromString("x"))
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html */
    @Test
    fun `what S3 tells a queue passes the queue's policy`() {
        val sqs = SqsClient.create()
        val url = sqs.createQueue { it.queueName("news") }.queueUrl()
        fun tell(unseen: Boolean) =
            own.putBucketNotificationConfiguration {
                it.bucket("shop").skipDestinationValidation(unseen).notificationConfiguration { all ->
                    all.queueConfigurations({ queue -> queue.queueArn(NEWS).events(Event.S3_OBJECT_CREATED) })
                }
            }
        refusal { tell(unseen = false) } shouldContain "Unable to validate the following destination configurations"
        tell(unseen = true)
        put(own, "x")
        aws.sqs.queue("news").count shouldBe 0
        aws.calls("sqs", "SendMessage").last().decision shouldBe
            "sqs:SendMessage denied: no resource-based policy allows it"
        val policy =
            """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"},
                "Action": "sqs:SendMessage", "Resource": "$NEWS",
                "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:*:*:shop"}}}]}"""
        sqs.setQueueAttributes { it.queueUrl(url).attributes(mapOf(QueueAttributeName.POLICY to policy)) }
        put(own, "y")
        aws.sqs.queue("news").count shouldBe 1
    }

    @Test
    fun `the SDK for Kotlin hears the same`() =
        runBlocking<Unit> {
            val session = federated(allow("s3:PutObject")).resolveCredentials() as AwsSessionCredentials
            KotlinS3.fromEnvironment {
                credentialsProvider =
                    KotlinCredentials(
                        Credentials(session.accessKeyId(), session.secretAccessKey(), session.sessionToken())
                    )
            }.use { s3 ->
                shouldThrow<ServiceException> { s3.listObjectsV2 { bucket = "shop" } }.message shouldContain
                    "is not authorized to perform: s3:ListBucket on resource: \"arn:aws:s3:::shop\""
            }
        }

    private companion object {
        const val NEWS = "arn:aws:sqs:us-east-1:123456789012:news"
    }
}
