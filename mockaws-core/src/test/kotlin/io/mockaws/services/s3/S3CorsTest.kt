package io.mockaws.services.s3

import aws.sdk.kotlin.services.s3.getBucketCors
import aws.sdk.kotlin.services.s3.putBucketCors
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.test.runTest
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.model.CORSRule
import aws.sdk.kotlin.services.s3.S3Client as KotlinS3Client
import aws.sdk.kotlin.services.s3.model.CorsRule as KotlinCorsRule

/**
 * Answers and texts are those that localstack recorded at AWS (tests/aws/services/s3/test_s3_cors); what is said of
 * wildcards is in https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html
 */
class S3CorsTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 -> s3.createBucket { it.bucket("box") } }

    private fun put(vararg rules: CORSRule.Builder.() -> Unit) =
        s3.putBucketCors { r ->
            r.bucket("box").corsConfiguration { c ->
                c.corsRules(rules.map { CORSRule.builder().allowedMethods("GET").allowedOrigins("*").apply(it).build() })
            }
        }

    private fun rules() = s3.getBucketCors { it.bucket("box") }.corsRules()

    private fun refused(message: String, code: String = "InvalidRequest", rule: CORSRule.Builder.() -> Unit) {
        shouldFail(code, 400) { put(rule) }.awsErrorDetails().errorMessage() shouldBe message
    }

    @Test
    fun `rules are put, shown and deleted`() {
        noRules()
        val rule: CORSRule.Builder.() -> Unit = {
            id("one").allowedHeaders("x-amz-*", "ETag").allowedMethods("GET", "PUT", "POST", "DELETE", "HEAD")
                .allowedOrigins("https://*.example.com", "").exposeHeaders("x-amz-request-id").maxAgeSeconds(3000)
        }
        put(rule, {}).sdkHttpResponse().statusCode() shouldBe 200
        rules() shouldBe listOf(
            CORSRule.builder().apply(rule).build(),
            CORSRule.builder().allowedMethods("GET").allowedOrigins("*").build(),
        )
        put({ allowedMethods("HEAD") })
        rules().single().allowedMethods() shouldBe listOf("HEAD")
        repeat(2) { s3.deleteBucketCors { it.bucket("box") }.sdkHttpResponse().statusCode() shouldBe 204 }
        noRules()
    }

    private fun noRules() =
        shouldFail("NoSuchCORSConfiguration", 404) { rules() }.awsErrorDetails().errorMessage() shouldBe
            "The CORS configuration does not exist"

    @Test
    fun `what is no rule is refused, and the rules stay as they were`() {
        put({ id("kept") })
        refused("Found unsupported HTTP method in CORS config. Unsupported method is MYMETHOD") { allowedMethods("MYMETHOD") }
        refused("AllowedOrigin \"*a*\" can not have more than one wildcard.") { allowedOrigins("*a*") }
        refused("AllowedHeader \"x-*-*\" can not have more than one wildcard.") { allowedHeaders("x-*-*") }
        refused("ExposeHeader \"x-*\" contains wildcard. We currently do not support wildcard for ExposeHeader.") {
            exposeHeaders("x-*")
        }
        val malformed = "The XML you provided was not well-formed or did not validate against our published schema"
        refused(malformed, "MalformedXML") { allowedMethods(emptyList()) }
        refused(malformed, "MalformedXML") { allowedOrigins(emptyList()) }
        shouldFail("MalformedXML", 400) { put() }
        shouldFail("MalformedXML", 400) { put(*Array(101) { {} }) }
        rules().single().id() shouldBe "kept"
    }

    @Test
    fun `a bucket that is missing or of another account has no rules to show or change`() {
        shouldFail("NoSuchBucket", 404) { s3.getBucketCors { it.bucket("none") } }
        shouldFail("NoSuchBucket", 404) { s3.deleteBucketCors { it.bucket("none") } }
        shouldFail("AccessDenied", 403) { s3.getBucketCors { it.bucket("box").expectedBucketOwner("210987654321") } }
    }

    @Test
    fun `the SDK for Kotlin puts and gets rules`() =
        runTest {
            val kotlin = KotlinS3Client { world.aws.kotlinSdk.configure(this) }
            val rule =
                KotlinCorsRule {
                    allowedMethods = listOf("GET")
                    allowedOrigins = listOf("https://example.com")
                    maxAgeSeconds = 7
                }
            kotlin.putBucketCors {
                bucket = "box"
                corsConfiguration { corsRules = listOf(rule) }
            }
            kotlin.getBucketCors { bucket = "box" }.corsRules shouldBe listOf(rule)
            world.aws.calls("s3", "PutBucketCors").single().notHonoured shouldBe emptyList()
        }
}
