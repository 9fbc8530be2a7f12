package io.mockaws.services.s3

import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.model.AccessControlPolicy
import software.amazon.awssdk.services.s3.model.Grant
import software.amazon.awssdk.services.s3.model.PutBucketAclRequest
import software.amazon.awssdk.services.s3.model.PutObjectAclRequest

/**
 * Texts are those that localstack recorded at AWS in February 2026 (tests/aws/services/s3/test_s3,
 * test_s3_bucket_acl_exceptions and test_s3_object_acl_exceptions), or of the pages that are named.
 */
class S3AclRefusalTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 -> s3.createBucket { it.bucket("box") } }
    private val me = s3.listBuckets().owner().id()

    init {
        s3.put("box", "k", "v")
    }

    private fun bucketAcl(configure: (PutBucketAclRequest.Builder) -> Unit) =
        s3.putBucketAcl { it.bucket("box").also(configure) }

    private fun objectAcl(configure: (PutObjectAclRequest.Builder) -> Unit) =
        s3.putObjectAcl { it.bucket("box").key("k").also(configure) }

    private fun refused(code: String, message: String?, status: Int = 400, call: () -> Any?) {
        shouldFail(code, status, call).awsErrorDetails().errorMessage().orEmpty() shouldBe message.orEmpty()
    }

    /** For both operations, whose members are the same. */
    private fun refused(
        policy: AccessControlPolicy,
        code: String,
        message: String,
        status: Int = 400,
    ) {
        refused(code, message, status) { bucketAcl { it.accessControlPolicy(policy) } }
        refused(code, message, status) { objectAcl { it.accessControlPolicy(policy) } }
    }

    private fun policy(owner: String?, vararg grants: Grant) =
        AccessControlPolicy.builder().grants(*grants).apply { if (owner != null) owner { it.id(owner) } }.build()

    @Test
    fun `without ACLs only the owner's full control is taken, and nothing changes`() {
        for (acl in listOf("private", "public-read", "bucket-owner-read")) {
            refused("AccessControlListNotSupported", OFF) { bucketAcl { it.acl(acl) } }
            refused("AccessControlListNotSupported", OFF) { objectAcl { it.acl(acl) } }
            refused("AccessControlListNotSupported", OFF) { s3.put("box", "new", "v") { it.acl(acl) } }
        }
        refused("AccessControlListNotSupported", OFF) { bucketAcl { it.grantRead("uri=$ALL_USERS") } }
        refused("AccessControlListNotSupported", OFF) {
            s3.copyObject { it.sourceBucket("box").sourceKey("k").destinationBucket("box").destinationKey("new").acl("private") }
        }
        refused("AccessControlListNotSupported", OFF) { s3.createMultipartUpload { it.bucket("box").key("new").acl("private") } }
        bucketAcl { it.acl("bucket-owner-full-control") }
        objectAcl { it.accessControlPolicy(policy(me, user(me, "FULL_CONTROL"))) }
        s3.put("box", "k", "v") { it.acl("bucket-owner-full-control") }
        world.aws.s3.bucket("box").keys() shouldBe listOf("k")
    }

    @Test
    fun `public ACLs are blocked, and the message names the setting`() {
        s3.own("box", "BucketOwnerPreferred")
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
        fun blocked(operation: String, resource: String) =
            "User: arn:aws:iam::123456789012:root is not authorized to perform: s3:$operation on resource: " +
                "\"arn:aws:s3:::$resource\" because public ACLs are prevented by the BlockPublicAcls setting in S3 Block " +
                "Public Access."
        refused("AccessDenied", blocked("PutBucketAcl", "box"), 403) { bucketAcl { it.acl("authenticated-read") } }
        refused("AccessDenied", blocked("PutObjectAcl", "box/k"), 403) { objectAcl { it.grantRead("uri=$ALL_USERS") } }
        refused("AccessDenied", blocked("PutObject", "box/new"), 403) { s3.put("box", "new", "v") { it.acl("public-read") } }
        bucketAcl { it.grantWrite("uri=$LOG_DELIVERY") }
        objectAcl { it.acl("aws-exec-read") }
    }

    @Test
    fun `a bucket is made without ACLs, or with none that is public`() {
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-ownership-error-responses.html
        refused(
            "InvalidBucketAclWithObjectOwnership",
            "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
        ) { s3.createBucket { it.bucket("never").acl("public-read") } }
        refused(
            "InvalidBucketAclWithBlockPublicAccessError",
            "Bucket cannot have public ACLs set with BlockPublicAccess enabled",
        ) { s3.createBucket { it.bucket("never").acl("public-read").objectOwnership("ObjectWriter") } }
        refused("InvalidArgument", null) { s3.createBucket { it.bucket("never").acl("fake-acl") } }
        world.aws.s3.buckets().map { it.name } shouldBe listOf("box")
    }

    @Test
    fun `ACLs are not turned off while the bucket has one`() {
        s3.own("box", "ObjectWriter")
        bucketAcl { it.acl("log-delivery-write") }
        shouldFail("InvalidBucketAclWithObjectOwnership", 400) { s3.own("box", "BucketOwnerEnforced") }
        bucketAcl { it.acl("private") }
        s3.own("box", "BucketOwnerEnforced")
    }

    @Test
    fun `a canned ACL is one of those that there are`() {
        refused("InvalidArgument", null) { bucketAcl { it.acl("fake-acl") } }
        refused("InvalidArgument", null) { objectAcl { it.acl("fake-acl") } }
        refused("InvalidArgument", null) { objectAcl { it.acl("log-delivery-write") } }
        refused("InvalidArgument", null) { s3.put("box", "k", "v") { it.acl("fake-acl") } }
    }

    @Test
    fun `a grant in a header has a form, and names somebody`() {
        refused("InvalidArgument", "Invalid group uri") { bucketAcl { it.grantWrite("uri=\"$FAKE_GROUP\"") } }
        refused("InvalidArgument", "Argument format not recognized") { objectAcl { it.grantWrite("fakekey=\"1234\"") } }
        refused("InvalidArgument", "Argument format not recognized") { objectAcl { it.grantWrite("id=\"1234") } }
        refused("InvalidArgument", "Invalid id") { bucketAcl { it.grantWrite("id=\"wrong-id\"") } }
        // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html
        refused("MethodNotAllowed", "The specified method is not allowed against this resource.", 405) {
            bucketAcl { it.grantRead("emailAddress=\"a@example.com\"") }
        }
    }

    @Test
    fun `a document that is not whole is malformed`() {
        val schema = "The XML you provided was not well-formed or did not validate against our published schema"
        refused(policy(null, group(LOG_DELIVERY, "WRITE")), "MalformedACLError", schema)
        refused(policy(me, group(LOG_DELIVERY, "WRONG-PERMISSION")), "MalformedACLError", schema)
        val badType = Grant.builder().grantee { it.type("BadType").id(me) }.permission("READ").build()
        refused(policy(me, badType), "MalformedACLError", schema)
        refused(AccessControlPolicy.builder().build(), "MalformedACLError", schema)
        refused(AccessControlPolicy.builder().owner { it.id(me) }.build(), "MalformedACLError", schema)
        refused(policy(me, *Array(101) { user(me, "READ") }), "MalformedACLError", schema)
    }

    @Test
    fun `a document names users and groups that can be`() {
        refused(policy("wrong-id", group(LOG_DELIVERY, "READ")), "InvalidArgument", "Invalid id")
        refused(policy(me, group(FAKE_GROUP, "READ")), "InvalidArgument", "Invalid group uri")
        refused(policy(me, user("wrong-id", "READ")), "InvalidArgument", "Invalid id")
        val email = Grant.builder().grantee { it.type("AmazonCustomerByEmail").emailAddress("a@example.com") }.permission("READ")
        val notAllowed = "The specified method is not allowed against this resource."
        refused(policy(me, email.build()), "MethodNotAllowed", notAllowed, 405)
    }

    @Test
    fun `a document does not give away what it is about`() =
        refused(policy("0".repeat(64), user(me, "FULL_CONTROL")), "AccessDenied", "Access Denied", 403)

    @Test
    fun `an ACL is asked for in one way`() {
        val both = "Specifying both Canned ACLs and Header Grants is not allowed"
        refused("InvalidRequest", both) { bucketAcl { it.acl("private").grantRead("uri=$LOG_DELIVERY") } }
        refused("InvalidRequest", both) { s3.put("box", "k", "v") { it.acl("private").grantRead("uri=$LOG_DELIVERY") } }
        val whole = policy(me, user(me, "FULL_CONTROL"))
        refused("UnexpectedContent", "This request does not support content") {
            objectAcl { it.acl("private").accessControlPolicy(whole) }
        }
        refused("MissingSecurityHeader", "Your request was missing a required header") { bucketAcl {} }
        refused("MissingSecurityHeader", "Your request was missing a required header") { objectAcl {} }
    }

    @Test
    fun `what is not there has no ACL`() {
        shouldFail("NoSuchBucket", 404) { s3.getBucketAcl { it.bucket("none") } }
        shouldFail("NoSuchKey", 404) { s3.getObjectAcl { it.bucket("box").key("none") } }
        shouldFail("NoSuchKey", 404) { s3.putObjectAcl { it.bucket("box").key("none").acl("bucket-owner-full-control") } }
    }

    private companion object {
        const val OFF = "The bucket does not allow ACLs"
        const val FAKE_GROUP = "http://acs.amazonaws.com/groups/s3/FakeGroup"
    }
}
