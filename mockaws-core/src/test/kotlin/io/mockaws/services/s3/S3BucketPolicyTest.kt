package io.mockaws.services.s3

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/**
 * Answers are those that localstack recorded at AWS in February 2026 (tests/aws/services/s3/test_s3_api,
 * TestS3BucketPolicy), or of the pages that are named; texts of other refusals are quoted from AWS in many reports.
 */
class S3BucketPolicyTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { it.createWithAcls("box") }

    private fun put(policy: String, bucket: String = "box") = s3.putBucketPolicy { it.bucket(bucket).policy(policy) }

    private fun policy() = s3.getBucketPolicy { it.bucket("box") }.policy()

    private fun none() =
        shouldFail("NoSuchBucketPolicy", 404) { policy() }.awsErrorDetails().errorMessage() shouldBe "The bucket policy does not exist"

    private fun refused(message: String, policy: String) = withClue(policy) {
        shouldFail("MalformedPolicy", 400) { put(policy) }.awsErrorDetails().errorMessage() shouldBe message
        none()
    }

    /** A statement in which one element is another, or missing. */
    private fun statement(vararg other: Pair<String, String?>): String {
        val elements =
            mapOf<String, String?>(
                "Effect" to "\"Allow\"",
                "Principal" to "\"*\"",
                "Action" to "\"s3:GetObject\"",
                "Resource" to "\"arn:aws:s3:::box/*\"",
            ) + other
        val text = elements.filterValues { it != null }.map { (name, value) -> "\"$name\":$value" }.joinToString()
        return """{"Version":"2012-10-17","Statement":[{$text}]}"""
    }

    private fun isPublic(vararg other: Pair<String, String?>): Boolean {
        put(statement(*other))
        return s3.getBucketPolicyStatus { it.bucket("box") }.policyStatus().isPublic
    }

    private fun isPublicIf(condition: String) = isPublic("Condition" to condition)

    @Test
    fun `a policy is put, shown as S3 understood it, and deleted`() {
        none()
        put(
            """{ "Version": "2012-10-17", "Statement": [{ "Action": "s3:GetObject", "Effect": "Allow",
                "Resource": "arn:aws:s3:::box/*", "Principal": {"AWS": "*"} }] }""",
        ).sdkHttpResponse().statusCode() shouldBe 204
        policy() shouldBe
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"s3:GetObject",""" +
            """"Resource":"arn:aws:s3:::box/*"}]}"""
        repeat(2) { s3.deleteBucketPolicy { it.bucket("box") }.sdkHttpResponse().statusCode() shouldBe 204 }
        none()
        shouldFail("NoSuchBucketPolicy", 404) { s3.getBucketPolicyStatus { it.bucket("box") } }
    }

    @Test
    fun `a policy without a version has the old one, and one statement is a list`() {
        put(
            """{"Id":"x","Statement":{"Sid":"1","Effect":"Deny","NotPrincipal":{"AWS":["123456789012"]},
                "NotAction":["s3:GetObject"],"NotResource":"arn:aws:s3:::box/a","Condition":{"Bool":{"aws:SecureTransport":false}}}}""",
        )
        policy() shouldBe
            """{"Version":"2008-10-17","Id":"x","Statement":[{"Sid":"1","Effect":"Deny","NotPrincipal":{"AWS":["123456789012"]},""" +
            """"NotAction":["s3:GetObject"],"NotResource":"arn:aws:s3:::box/a","Condition":{"Bool":{"aws:SecureTransport":false}}}]}"""
    }

    @Test
    fun `what is not JSON is no policy`() {
        for (text in listOf("invalid json", " {}", "[]")) {
            refused("Policies must be valid JSON and the first byte must be '{'", text)
        }
        refused("This policy contains invalid Json", """{"Statement":[}""")
        runBlocking {
            val empty =
                HttpRequest("PUT", "/box", "policy", Headers.of(), HttpBody.Empty, "https://s3.us-east-1.amazonaws.com")
            world.aws.handler.handle(empty).status shouldBe 400
        }
    }

    @Test
    fun `a policy has the elements that AWS knows`() {
        refused("Missing required field Statement", "{}")
        refused("Could not parse the policy: Statement is empty!", """{"Statement":[]}""")
        refused("The policy must contain a valid version string", """{"Version":"2020-01-01","Statement":[]}""")
        refused("Unknown field statement", """{"statement":[]}""")
        for (name in listOf("Effect", "Principal", "Action", "Resource")) {
            refused("Missing required field $name", statement(name to null))
        }
        refused("Unknown field condition", statement("condition" to "{}"))
        refused("Invalid effect: allow", statement("Effect" to "\"allow\""))
        refused("Invalid policy syntax.", statement("NotAction" to "\"s3:PutObject\""))
        refused("Invalid policy syntax.", statement("Action" to "null"))
        refused("Invalid Condition type : Equals", statement("Condition" to """{"Equals":{"aws:SourceIp":"10.0.0.1"}}"""))
    }

    @Test
    fun `a principal has a form`() {
        val good =
            listOf(
                """{"AWS":["123456789012","arn:aws:iam::123456789012:root"]}""",
                """{"AWS":"arn:aws:iam::123456789012:role/path/name","Service":"delivery.logs.amazonaws.com"}""",
                """{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}""",
                """{"Federated":"cognito-identity.amazonaws.com"}""",
                """{"CanonicalUser":"${"a".repeat(64)}"}""",
            )
        good.forEach { put(statement("Principal" to it)) }
        s3.deleteBucketPolicy { it.bucket("box") }
        val bad =
            listOf(
                "\"123456789012\"",
                "{}",
                """{"AWS":[]}""",
                """{"AWS":"user"}""",
                """{"User":"*"}""",
                """{"AWS":"arn:aws:iam::123456789012:user/*"}""",
                """{"Service":"*"}""",
            )
        bad.forEach { refused("Invalid principal in policy", statement("Principal" to it)) }
        refused("Invalid principal in policy", statement("Principal" to null, "NotPrincipal" to "\"*\""))
    }

    @Test
    fun `actions are those of buckets and objects, and go with their resources`() {
        for (action in listOf("s3:ListObjects", "sqs:SendMessage", "s3:CreateJob", "GetObject")) {
            refused("Policy has invalid action", statement("Action" to "\"$action\""))
        }
        for (resource in listOf("*", "arn:aws:s3:::other/*", "box", "arn:aws:sqs:::box", "arn:aws:s3:::bo/*")) {
            refused("Policy has invalid resource", statement("Resource" to "\"$resource\""))
        }
        val mismatch = "Action does not apply to any resource(s) in statement"
        refused(mismatch, statement("Resource" to "\"arn:aws:s3:::box\""))
        refused(mismatch, statement("Action" to "\"s3:ListBucket\""))
        refused(mismatch, statement("Action" to """["s3:GetObject","s3:ListBucket"]"""))
        put(statement("Action" to """["s3:getobject","s3:List*"]""", "Resource" to """["arn:aws:s3:::box","arn:aws:s3:::box/a?c"]"""))
        put(statement("Action" to "\"*\"", "Resource" to "\"arn:aws:s3:::b*\""))
    }

    @Test
    fun `a policy has 20 kilobytes at most, blanks not counted`() {
        val padded = statement("Sid" to "\"${"a".repeat(20_000)}\"")
        put(padded.replace(",", ",".padEnd(500)))
        s3.deleteBucketPolicy { it.bucket("box") }
        refused(
            "Normalized policy document exceeds the maximum allowed size of 20480 bytes",
            statement("Sid" to "\"${"a".repeat(20_400)}\""),
        )
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
    @Test
    fun `a policy is public unless what it allows is for fixed principals or on a fixed condition`() {
        isPublic() shouldBe true
        isPublic("Principal" to """{"AWS":["*","123456789012"]}""") shouldBe true
        isPublic("Effect" to "\"Deny\"") shouldBe false
        isPublic("Principal" to """{"AWS":"123456789012"}""") shouldBe false
        isPublic("Principal" to """{"Service":"cloudtrail.amazonaws.com"}""") shouldBe false
        isPublicIf("""{"StringLike":{"aws:SourceVpc":"vpc-*"}}""") shouldBe true
        isPublicIf("""{"StringEquals":{"aws:SourceVpc":"vpc-91237329"}}""") shouldBe false
        isPublicIf("""{"StringNotEquals":{"aws:SourceVpc":"vpc-91237329"}}""") shouldBe true
        isPublicIf("""{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"}}""") shouldBe true
        isPublicIf("""{"StringEquals":{"aws:PrincipalOrgID":["o-1","o-2"]}}""") shouldBe false
        isPublicIf("""{"ArnLike":{"AWS:SourceArn":"arn:aws:sns:us-east-1:123456789012:${'$'}{aws:username}"}}""") shouldBe true
        isPublicIf("""{"Bool":{"aws:SecureTransport":"true"}}""") shouldBe true
        isPublicIf("""{"StringLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:123456789012:accesspoint/*"}}""") shouldBe false
        isPublicIf("""{"StringLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:*:accesspoint/*"}}""") shouldBe true
    }

    @Test
    fun `a range of addresses makes a policy private if it is narrow`() {
        fun isPublicFrom(range: String) = isPublicIf("""{"IpAddress":{"aws:SourceIp":"$range"}}""")
        for (narrow in listOf("54.240.143.0/24", "10.0.0.0/8", "203.0.113.7", "2001:db8::/32")) {
            withClue(narrow) { isPublicFrom(narrow) shouldBe false }
        }
        for (broad in listOf("0.0.0.0/1", "0.0.0.0/0", "2001::/16", "1.2.3.4/x")) {
            withClue(broad) { isPublicFrom(broad) shouldBe true }
        }
        isPublicIf("""{"NotIpAddress":{"aws:SourceIp":"54.240.143.0/24"}}""") shouldBe true
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html */
    @Test
    fun `a public policy is blocked where the bucket is new`() {
        s3.createBucket { it.bucket("new") }
        val blocked = shouldFail("AccessDenied", 403) { put(statement().replace("box", "new"), bucket = "new") }
        blocked.awsErrorDetails().errorMessage() shouldBe
            "User: arn:aws:iam::123456789012:root is not authorized to perform: s3:PutBucketPolicy on resource: " +
            "\"arn:aws:s3:::new\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
        put(statement("Principal" to """{"AWS":"123456789012"}""").replace("box", "new"), bucket = "new")
        s3.getBucketPolicyStatus { it.bucket("new") }.policyStatus().isPublic shouldBe false
    }

    @Test
    fun `a policy of another bucket's owner is not shown`() {
        put(statement())
        shouldFail("AccessDenied", 403) { s3.getBucketPolicy { it.bucket("box").expectedBucketOwner("000000000002") } }
        s3.getBucketPolicy { it.bucket("box").expectedBucketOwner(world.aws.accountId) }.policy() shouldBe policy()
        shouldFail("NoSuchBucket", 404) { put(statement(), bucket = "none") }
    }
}
