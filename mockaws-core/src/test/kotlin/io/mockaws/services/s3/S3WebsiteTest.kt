package io.mockaws.services.s3

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.s3.model.Condition
import software.amazon.awssdk.services.s3.model.Redirect
import software.amazon.awssdk.services.s3.model.RoutingRule
import software.amazon.awssdk.services.s3.model.WebsiteConfiguration

/** Answers and texts are those that localstack recorded at AWS (tests/aws/services/s3/test_s3, TestS3StaticWebsiteHosting). */
class S3WebsiteTest {
    @AutoClose
    private val world = S3World()
    private val s3 = world.client.also { s3 -> s3.createBucket { it.bucket("box") } }

    private fun put(website: WebsiteConfiguration.Builder.() -> Unit) =
        s3.putBucketWebsite { r -> r.bucket("box").websiteConfiguration(WebsiteConfiguration.builder().apply(website).build()) }

    private fun refused(
        code: String,
        message: String,
        website: WebsiteConfiguration.Builder.() -> Unit,
    ) {
        shouldFail(code, 400) { put(website) }.awsErrorDetails().errorMessage() shouldBe message
    }

    private fun rule(
        condition: (Condition.Builder.() -> Unit)? = null,
        redirect: Redirect.Builder.() -> Unit,
    ): WebsiteConfiguration.Builder.() -> Unit =
        {
            val rule = RoutingRule.builder().redirect(Redirect.builder().apply(redirect).build())
            condition?.let { rule.condition(Condition.builder().apply(it).build()) }
            indexDocument { it.suffix("index.html") }.routingRules(rule.build())
        }

    private fun noWebsite() =
        shouldFail("NoSuchWebsiteConfiguration", 404) { s3.getBucketWebsite { it.bucket("box") } }
            .awsErrorDetails().errorMessage() shouldBe "The specified bucket does not have a website configuration"

    @Test
    fun `a website is put, shown and deleted`() {
        noWebsite()
        put { indexDocument { it.suffix("index.html") } }.sdkHttpResponse().statusCode() shouldBe 200
        s3.getBucketWebsite { it.bucket("box") }.run {
            indexDocument().suffix() shouldBe "index.html"
            errorDocument() shouldBe null
            hasRoutingRules() shouldBe false
        }
        put {
            rule({ httpErrorCodeReturnedEquals("404").keyPrefixEquals("docs/") }) {
                hostName("example.com").protocol("https").httpRedirectCode("301").replaceKeyPrefixWith("documents/")
            }()
            errorDocument { it.key("error.html") }
        }
        s3.getBucketWebsite { it.bucket("box") }.run {
            errorDocument().key() shouldBe "error.html"
            routingRules().single().condition().keyPrefixEquals() shouldBe "docs/"
            routingRules().single().redirect().run { "${protocolAsString()}://${hostName()} ${httpRedirectCode()}" } shouldBe
                "https://example.com 301"
        }
        put { redirectAllRequestsTo { it.hostName("example.com") } }
        s3.getBucketWebsite { it.bucket("box") }.redirectAllRequestsTo().hostName() shouldBe "example.com"
        repeat(2) { s3.deleteBucketWebsite { it.bucket("box") }.sdkHttpResponse().statusCode() shouldBe 204 }
        noWebsite()
    }

    @Test
    fun `what is no website is refused`() {
        val suffix = "The IndexDocument Suffix is not well formed"
        refused("InvalidArgument", suffix) { indexDocument { it.suffix("/index.html") } }
        refused("InvalidArgument", suffix) { indexDocument { it.suffix("") } }
        refused("InvalidArgument", "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.") {
            redirectAllRequestsTo { it.hostName("test") }.indexDocument { it.suffix("/index.html") }
        }
        refused("InvalidArgument", "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty") {
            errorDocument { it.key("/index.html") }
        }
        refused(
            "InvalidRequest",
            "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
            rule { protocol("protocol") },
        )
        refused(
            "InvalidRequest",
            "You can only define ReplaceKeyPrefix or ReplaceKey but not both.",
            rule { replaceKeyPrefixWith("prefix").replaceKeyWith("key-name") },
        )
        refused(
            "InvalidRequest",
            "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
            rule({ }) { replaceKeyPrefixWith("prefix") },
        )
        shouldFail("MalformedXML", 400) { put { indexDocument { it.suffix("i") }.routingRules(emptyList()) } }
        val nowhere = "<WebsiteConfiguration><RedirectAllRequestsTo/></WebsiteConfiguration>"
        world.put("/box", "website", nowhere).second shouldContain "<Code>MalformedXML</Code>"
        shouldFail("InvalidRequest", 400) { put(rule { httpRedirectCode("300") }) }
        shouldFail("InvalidRequest", 400) { put(rule({ httpErrorCodeReturnedEquals("x") }) { replaceKeyWith("k") }) }
        noWebsite()
    }
}
