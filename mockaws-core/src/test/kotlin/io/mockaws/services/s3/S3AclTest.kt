package io.mockaws.services.s3

import io.kotest.matchers.shouldBe
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.sync.RequestBody
import software.amazon.awssdk.services.s3.model.AccessControlPolicy

/**
 * Answers and texts are those that localstack recorded at AWS in February 2026 (tests/aws/services/s3/test_s3, the
 * tests whose names say acl), those of canned ACLs are of
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
 */
class S3AclTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { it.createWithAcls("box") }
    private val me = s3.listBuckets().owner().id()

    private fun bucketAcl(bucket: String = "box") = s3.getBucketAcl { it.bucket(bucket) }.grants().map(::said)

    private fun objectAcl(key: String = "k", version: String? = null) =
        s3.getObjectAcl { it.bucket("box").key(key).versionId(version) }.grants().map(::said)

    private fun canned(acl: String) = s3.putObjectAcl { it.bucket("box").key("k").acl(acl) }

    private val mine get() = "$me FULL_CONTROL"

    @Test
    fun `buckets and objects are their owner's alone at first`() {
        s3.put("box", "k", "v")
        bucketAcl() shouldBe listOf(mine)
        objectAcl() shouldBe listOf(mine)
        s3.getBucketAcl { it.bucket("box") }.owner().id() shouldBe me
        s3.getObjectAcl { it.bucket("box").key("k") }.owner().id() shouldBe me
    }

    @Test
    fun `a canned ACL gives the owner full control and others what its name says`() {
        s3.put("box", "k", "v")
        val others =
            mapOf(
                "private" to listOf(),
                "public-read" to listOf("AllUsers READ"),
                "public-read-write" to listOf("AllUsers READ", "AllUsers WRITE"),
                "authenticated-read" to listOf("AuthenticatedUsers READ"),
                "aws-exec-read" to listOf("$EC2 READ"),
                "bucket-owner-read" to listOf(),
                "bucket-owner-full-control" to listOf(),
            )
        for ((name, granted) in others) {
            canned(name)
            objectAcl() shouldBe listOf(mine) + granted
            s3.putBucketAcl { it.bucket("box").acl(name) }
            bucketAcl() shouldBe listOf(mine) + granted
        }
        s3.putBucketAcl { it.bucket("box").acl("log-delivery-write") }
        bucketAcl() shouldBe listOf(mine, "LogDelivery WRITE", "LogDelivery READ_ACP")
    }

    @Test
    fun `grants in headers are all there is`() {
        s3.put("box", "k", "v")
        s3.putObjectAcl { it.bucket("box").key("k").grantRead("uri=\"$LOG_DELIVERY\"") }
        objectAcl() shouldBe listOf("LogDelivery READ")
        s3.putBucketAcl {
            it.bucket("box").grantFullControl("id=$me").grantRead("uri=$ALL_USERS, id=\"$EC2\"").grantWrite("uri=$LOG_DELIVERY")
                .grantReadACP("uri=$LOG_DELIVERY").grantWriteACP("id=$EC2")
        }
        bucketAcl() shouldBe
            listOf(mine, "AllUsers READ", "$EC2 READ", "LogDelivery WRITE", "LogDelivery READ_ACP", "$EC2 WRITE_ACP")
    }

    @Test
    fun `a document has an owner and grants, or none`() {
        s3.put("box", "k", "v")
        val sent = AccessControlPolicy.builder().owner { it.id(me) }.grants(user(me, "FULL_CONTROL"), group(LOG_DELIVERY, "WRITE"))
        s3.putBucketAcl { it.bucket("box").accessControlPolicy(sent.build()) }
        s3.putObjectAcl { it.bucket("box").key("k").accessControlPolicy(sent.build()) }
        bucketAcl() shouldBe listOf(mine, "LogDelivery WRITE")
        objectAcl() shouldBe listOf(mine, "LogDelivery WRITE")
        s3.putBucketAcl { it.bucket("box").accessControlPolicy(sent.grants(listOf()).build()) }
        bucketAcl() shouldBe listOf()
        world.aws.calls().forEach { it.notHonoured shouldBe listOf() }
    }

    @Test
    fun `an object comes with an ACL, which a copy of it does not have`() {
        s3.put("box", "k", "v") { it.acl("public-read") }
        objectAcl() shouldBe listOf(mine, "AllUsers READ")
        s3.copyObject { it.sourceBucket("box").sourceKey("k").destinationBucket("box").destinationKey("copy") }
        objectAcl("copy") shouldBe listOf(mine)
        s3.copyObject {
            it.sourceBucket("box").sourceKey("k").destinationBucket("box").destinationKey("copy").grantReadACP("uri=$ALL_USERS")
        }
        objectAcl("copy") shouldBe listOf("AllUsers READ_ACP")
        s3.put("box", "k", "w")
        objectAcl() shouldBe listOf(mine)
    }

    /** As SDKs for Ruby and Java 1 sign it. */
    @Test
    fun `a presigned URL says what ACL its object comes with`() {
        val query =
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F20261121%2Fus-east-1%2Fs3%2Faws4_request&" +
                "X-Amz-Date=20261121T100000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=00&x-amz-acl=public-read"
        val put = HttpRequest("PUT", "/k", query, Headers.of(), HttpBody.of("v"), "https://box.s3.us-east-1.amazonaws.com")
        runBlocking { world.aws.handler.handle(put) }.status shouldBe 200
        objectAcl() shouldBe listOf(mine, "AllUsers READ")
        world.aws.calls("s3", "PutObject").single().notHonoured shouldBe listOf()
    }

    @Test
    fun `an upload in parts begins with the ACL of its object`() {
        val id = s3.createMultipartUpload { it.bucket("box").key("k").acl("public-read-write") }.uploadId()
        val tag = s3.uploadPart({ it.bucket("box").key("k").uploadId(id).partNumber(1) }, RequestBody.fromString("v")).eTag()
        s3.completeMultipartUpload { r ->
            r.bucket("box").key("k").uploadId(id).multipartUpload { it.parts({ p -> p.partNumber(1).eTag(tag) }) }
        }
        objectAcl() shouldBe listOf(mine, "AllUsers READ", "AllUsers WRITE")
    }

    @Test
    fun `each version has an ACL of its own`() {
        world.aws.s3.bucket("box").enableVersioning()
        val old = s3.put("box", "k", "1").versionId()
        val new = s3.put("box", "k", "2") { it.acl("authenticated-read") }.versionId()
        s3.putObjectAcl { it.bucket("box").key("k").versionId(old).acl("public-read") }
        objectAcl(version = old) shouldBe listOf(mine, "AllUsers READ")
        objectAcl(version = new) shouldBe listOf(mine, "AuthenticatedUsers READ")
        canned("private")
        objectAcl() shouldBe listOf(mine)
        objectAcl(version = old) shouldBe listOf(mine, "AllUsers READ")
    }

    @Test
    fun `a delete marker has no ACL`() {
        world.aws.s3.bucket("box").enableVersioning()
        s3.put("box", "k", "1")
        val marker = s3.deleteObject { it.bucket("box").key("k") }.versionId()
        shouldFail("MethodNotAllowed", 405) { canned("public-read") }
        shouldFail("MethodNotAllowed", 405) { s3.putObjectAcl { it.bucket("box").key("k").versionId(marker).acl("private") } }
        shouldFail("NoSuchKey", 404) { objectAcl() }
        shouldFail("MethodNotAllowed", 405) { objectAcl(version = marker) }
    }

    @Test
    fun `a bucket is made with an ACL, and made again in us-east-1 gets another`() {
        s3.createBucket { it.bucket("logs").objectOwnership("ObjectWriter").acl("log-delivery-write") }
        bucketAcl("logs") shouldBe listOf(mine, "LogDelivery WRITE", "LogDelivery READ_ACP")
        s3.createBucket { it.bucket("logs") }
        bucketAcl("logs") shouldBe listOf(mine)
        s3.createBucket { it.bucket("private").acl("private") }
        bucketAcl("private") shouldBe listOf(mine)
    }

    @Test
    fun `what is ignored is not shown, and is there again when it counts`() {
        s3.put("box", "k", "v") { it.acl("public-read") }
        s3.putBucketAcl { it.bucket("box").grantRead("uri=$ALL_USERS, uri=$LOG_DELIVERY") }
        s3.putPublicAccessBlock { r -> r.bucket("box").publicAccessBlockConfiguration { it.ignorePublicAcls(true) } }
        objectAcl() shouldBe listOf(mine)
        bucketAcl() shouldBe listOf("LogDelivery READ")
        s3.deletePublicAccessBlock { it.bucket("box") }
        objectAcl() shouldBe listOf(mine, "AllUsers READ")
        s3.putBucketAcl { it.bucket("box").acl("private") }
        s3.own("box", "BucketOwnerEnforced")
        objectAcl() shouldBe listOf(mine)
        s3.own("box", "ObjectWriter")
        objectAcl() shouldBe listOf(mine, "AllUsers READ")
    }

    private companion object {
        const val EC2 = "6aa5a366c34c1cbe25dc49211496e913e0351eb0e8c37aa3477e40942ec6b97c"
    }
}
