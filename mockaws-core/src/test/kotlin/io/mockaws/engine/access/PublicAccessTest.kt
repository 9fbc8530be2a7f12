package io.mockaws.engine.access

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.MockAws
import io.mockaws.engine.access.Callers.OTHER
import io.mockaws.engine.access.Callers.allow
import io.mockaws.engine.access.Callers.federated
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider
import software.amazon.awssdk.awscore.exception.AwsServiceException
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.S3Client
import software.amazon.awssdk.services.s3.model.Permission

/** What AWS's pages say of public access and of ACLs, row by row, as callers of all kinds meet it. */
class PublicAccessTest {
    private val aws = MockAws.start { it.iam(true) }
    private val own = S3Client.create()
    private val ownId = "id=" + own.listBuckets().owner().id()
    private val callers =
        mapOf(
            "owner" to own,
            "user" to s3(federated(allow("sqs:*"))),
            "partner" to s3(Callers.other),
            "nobody" to s3(Callers.nobody),
        )

    init {
        own.createBucket { it.bucket("shop") }
        own.putObject({ it.bucket("shop").key("a") }, RequestBody.fromString("x"))
    }

    @AfterEach
    fun close() = aws.close()

    private fun s3(credentials: AwsCredentialsProvider) = S3Client.builder().credentialsProvider(credentials).build()

    private fun isAllowed(call: () -> Any?): Boolean =
        try {
            call()
            true
        } catch (refused: AwsServiceException) {
            check(refused.awsErrorDetails().errorCode() == "AccessDenied") { refused }
            false
        }

    private fun block(
        acls: Boolean = false,
        ignored: Boolean = false,
        policy: Boolean = false,
        restricted: Boolean = false,
    ) = own.putPublicAccessBlock {
        it.bucket("shop").publicAccessBlockConfiguration { all ->
            all.blockPublicAcls(acls).ignorePublicAcls(ignored).blockPublicPolicy(policy).restrictPublicBuckets(restricted)
        }
    }

    private fun policy(vararg statements: String) =
        own.putBucketPolicy { it.bucket("shop").policy("""{"Version": "2012-10-17", "Statement": [${statements.joinToString()}]}""") }

    private fun allowing(
        principal: String,
        more: String = "",
    ) = """{"Effect": "Allow", "Principal": $principal, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::shop/*"$more}"""

    private fun readers() = callers.filterValues { client -> isAllowed { client.getObjectAsBytes { it.bucket("shop").key("a") } } }.keys

    /**
     * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html, "How Amazon S3 evaluates
     * a bucket policy that contains both public and non-public access grants"
     */
    @Test
    fun `one public statement makes a policy public, and takes away what the others allow other accounts`() {
        block()
        val fixed = allowing("""{"AWS": "$OTHER"}""")
        policy(fixed, allowing("\"*\""))
        readers() shouldBe setOf("owner", "user", "partner", "nobody")
        block(restricted = true)
        readers() shouldBe setOf("owner", "user")
        policy(fixed)
        readers() shouldBe setOf("owner", "partner")
    }

    /** The same page, "Public bucket policies", and the conditions with fixed values that make one private. */
    @Test
    fun `a policy is public unless it names somebody or a fixed value`() {
        block(policy = true)
        fun condition(text: String) = allowing("\"*\"", """, "Condition": $text""")
        val table =
            listOf(
                allowing("\"*\"") to false,
                allowing("""{"Federated": "graph.facebook.com"}""") to false,
                condition("""{"StringLike": {"aws:SourceVpc": "vpc-*"}}""") to false,
                condition("""{"StringEquals": {"aws:SourceVpc": "vpc-91237329"}}""") to true,
                condition("""{"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}}""") to false,
                condition("""{"IpAddress": {"aws:SourceIp": "54.240.143.0/24"}}""") to true,
                condition("""{"ArnEquals": {"aws:SourceArn": "arn:aws:sns:us-east-1:123456789012:t"}}""") to true,
                condition("""{"StringEquals": {"aws:SourceAccount": "123456789012"}}""") to true,
                allowing("""{"AWS": "$OTHER"}""") to true,
            )
        for ((statement, isTaken) in table) withClue(statement) { isAllowed { policy(statement) } shouldBe isTaken }
    }

    /** The same page, "Block public access settings" */
    @Test
    fun `each setting does what its row says`() {
        ownedByWriters()
        block()
        policy(allowing("\"*\""))
        own.putObjectAcl { it.bucket("shop").key("a").acl("public-read") }

        block(acls = true)
        isAllowed { own.putObjectAcl { it.bucket("shop").key("a").acl("public-read") } } shouldBe false
        isAllowed { own.putBucketAcl { it.bucket("shop").acl("public-read") } } shouldBe false
        isAllowed { own.putObject({ it.bucket("shop").key("b").acl("public-read") }, RequestBody.fromString("x")) } shouldBe false
        readers() shouldBe callers.keys

        block(ignored = true)
        isAllowed { own.putObject({ it.bucket("shop").key("b").acl("public-read") }, RequestBody.fromString("x")) } shouldBe true
        own.deleteBucketPolicy { it.bucket("shop") }
        readers() shouldBe setOf("owner")
        own.getObjectAcl { it.bucket("shop").key("a") }.grants().map { it.permission() } shouldBe listOf(Permission.FULL_CONTROL)

        block(policy = true)
        isAllowed { policy(allowing("\"*\"")) } shouldBe false
        readers() shouldBe callers.keys
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions, "Mapping of ACL permissions" */
    @Test
    fun `a permission of an ACL allows the actions of its row and no others`() {
        ownedByWriters()
        block()
        val partner = callers.getValue("partner")
        val id = partner.listBuckets().owner().id()
        val grants: Map<String, (String?) -> Any?> =
            mapOf(
                "READ" to { who -> own.putBucketAcl { it.bucket("shop").grantRead(who).grantFullControl(ownId) } },
                "WRITE" to { who -> own.putBucketAcl { it.bucket("shop").grantWrite(who).grantFullControl(ownId) } },
                "READ_ACP" to { who -> own.putBucketAcl { it.bucket("shop").grantReadACP(who).grantFullControl(ownId) } },
                "WRITE_ACP" to { who -> own.putBucketAcl { it.bucket("shop").grantWriteACP(who).grantFullControl(ownId) } },
                "FULL_CONTROL" to { who -> own.putBucketAcl { it.bucket("shop").grantFullControl("$ownId,$who") } },
            )
        val actions: Map<String, () -> Any?> =
            mapOf(
                "ListBucket" to { partner.listObjectsV2 { it.bucket("shop") } },
                "ListBucketVersions" to { partner.listObjectVersions { it.bucket("shop") } },
                "ListBucketMultipartUploads" to { partner.listMultipartUploads { it.bucket("shop") } },
                "PutObject" to { partner.putObject({ it.bucket("shop").key("b") }, RequestBody.fromString("x")) },
                "GetBucketAcl" to { partner.getBucketAcl { it.bucket("shop") } },
                "GetObject" to { partner.getObjectAsBytes { it.bucket("shop").key("a") } },
                "DeleteBucket" to { partner.deleteBucket { it.bucket("shop") } },
            )
        val reads = setOf("ListBucket", "ListBucketVersions", "ListBucketMultipartUploads")
        val table =
            mapOf(
                "READ" to reads,
                "WRITE" to setOf("PutObject"),
                "READ_ACP" to setOf("GetBucketAcl"),
                "WRITE_ACP" to emptySet(),
                "FULL_CONTROL" to reads + "PutObject" + "GetBucketAcl",
            )
        for ((permission, allowed) in table) {
            grants.getValue(permission)("id=$id")
            withClue(permission) { actions.filterValues { isAllowed(it) }.keys shouldBe allowed }
        }
    }

    @Test
    fun `a permission on an object allows the actions of its row and no others`() {
        ownedByWriters()
        block()
        val partner = callers.getValue("partner")
        val id = "id=" + partner.listBuckets().owner().id()
        val actions: Map<String, () -> Any?> =
            mapOf(
                "GetObject" to { partner.getObjectAsBytes { it.bucket("shop").key("a") } },
                "GetObjectAcl" to { partner.getObjectAcl { it.bucket("shop").key("a") } },
                "GetObjectTagging" to { partner.getObjectTagging { it.bucket("shop").key("a") } },
                "DeleteObject" to { partner.deleteObject { it.bucket("shop").key("a") } },
            )
        fun allowed() = actions.filterValues { isAllowed(it) }.keys
        own.putObjectAcl { it.bucket("shop").key("a").grantRead(id) }
        allowed() shouldBe setOf("GetObject")
        own.putObjectAcl { it.bucket("shop").key("a").grantReadACP(id) }
        allowed() shouldBe setOf("GetObjectAcl")
        own.putObjectAcl { it.bucket("shop").key("a").grantFullControl(id) }
        allowed() shouldBe setOf("GetObject", "GetObjectAcl")
        own.putObjectAcl { it.bucket("shop").key("a").grantWriteACP(id) }
        allowed() shouldBe emptySet()
        isAllowed { partner.putObjectAcl { it.bucket("shop").key("a").grantRead(id) } } shouldBe true
        allowed() shouldBe setOf("GetObject")
    }

    private fun ownedByWriters() =
        own.putBucketOwnershipControls {
            it.bucket("shop").ownershipControls { all -> all.rules({ rule -> rule.objectOwnership("ObjectWriter") }) }
        }
}
