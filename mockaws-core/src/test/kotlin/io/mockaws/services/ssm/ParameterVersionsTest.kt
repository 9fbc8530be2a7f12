package io.mockaws.services.ssm

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html */
class ParameterVersionsTest {
    private val aws = SsmWorld()
    private val ssm = aws.client

    @Test
    fun `a version is read by its number or its label`() {
        ssm.put("/app/url", "one")
        ssm.put("/app/url", "two")
        ssm.labelParameterVersion { it.name("/app/url").parameterVersion(1).labels("prod") }
        for (selector in listOf("1", "prod")) {
            val found = ssm.getParameter { it.name("/app/url:$selector") }.parameter()
            found.value() shouldBe "one"
            found.name() shouldBe "/app/url"
            found.selector() shouldBe ":$selector"
        }
        ssm.value("arn:aws:ssm:us-east-1:123456789012:parameter/app/url:1") shouldBe "one"
        ssm.value("/app/url") shouldBe "two"
        refusal { ssm.value("/app/url:3") } shouldBe
            "ParameterVersionNotFound: Systems Manager could not find version 3 of /app/url. Verify the version and " +
            "try again."
        refusal { ssm.value("/app/url:dev") }.substringBefore(':') shouldBe "ParameterVersionNotFound"
    }

    @Test
    fun `a label is at one version, which it leaves for another`() {
        ssm.put("url", "one")
        ssm.put("url", "two")
        ssm.labelParameterVersion { it.name("url").parameterVersion(1).labels("a", "b") }
        val moved = ssm.labelParameterVersion { it.name("url").labels("b", "1st", "aws-x", "SSM", "sp ace") }
        moved.parameterVersion() shouldBe 2
        moved.invalidLabels() shouldBe listOf("1st", "aws-x", "SSM", "sp ace")
        aws.fixture.parameter("url").labels shouldBe mapOf(1L to listOf("a"), 2L to listOf("b"))
        val removed = ssm.unlabelParameterVersion { it.name("url").parameterVersion(1).labels("a", "b") }
        removed.removedLabels() shouldBe listOf("a")
        removed.invalidLabels() shouldBe listOf("b")
        ssm.getParameterHistory { it.name("url") }.parameters().map { it.labels() } shouldBe
            listOf(emptyList(), listOf("b"))
        refusal { ssm.labelParameterVersion { it.name("url").parameterVersion(9).labels("a") } } shouldStartWith
            "ParameterVersionNotFound: "
        refusal { ssm.labelParameterVersion { it.name("missing").labels("a") } } shouldStartWith "ParameterNotFound: "
    }

    @Test
    fun `a version has ten labels at most`() {
        ssm.put("url", "one")
        ssm.labelParameterVersion { r -> r.name("url").labels((1..10).map { "label$it" }) }
        refusal { ssm.labelParameterVersion { it.name("url").labels("one-more") } }.substringBefore(':') shouldBe
            "ParameterVersionLabelLimitExceeded"
    }

    @Test
    fun `a hundred versions are kept, and a labelled one is not lost`() {
        repeat(101) { ssm.put("url", "$it") }
        val versions = ssm.getParameterHistoryPaginator { it.name("url") }.flatMap { it.parameters() }
        versions.map { it.version() } shouldBe (2L..101L).toList()
        ssm.getParameterHistory { it.name("url").maxResults(50) }.parameters().size shouldBe 50
        ssm.labelParameterVersion { it.name("url").parameterVersion(2).labels("keep") }
        refusal { ssm.put("url", "x") } shouldBe
            "ParameterMaxVersionLimitExceeded: You attempted to create a new version of url by calling the " +
            "PutParameter API with the overwrite flag. Version 2, the oldest version, can't be deleted because it " +
            "has a label associated with it. Move the label to another version of the parameter, and try again."
    }

    @Test
    fun `an expired parameter is gone when its time has come`() {
        // https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html
        val policies =
            """[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2026-11-28T10:00:00.000Z"}},""" +
                """{"Type":"ExpirationNotification","Version":"1.0","Attributes":{"Before":"2","Unit":"Days"}},""" +
                """{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"20","Unit":"Days"}}]"""
        ssm.putParameter { it.name("token").value("x").type("String").tier("Advanced").policies(policies) }
        ssm.describeParameters().parameters().single().policies().map { it.policyType() } shouldBe
            listOf("Expiration", "ExpirationNotification", "NoChangeNotification")
        aws.advance(7.days - 1.hours)
        ssm.value("token") shouldBe "x"
        aws.advance(1.hours)
        refusal { ssm.value("token") } shouldStartWith "ParameterNotFound"
        ssm.describeParameters().parameters().shouldBeEmpty()
        ssm.put("token", "again") shouldBe 1
    }

    @Test
    fun `policies that AWS does not know are refused`() {
        fun refusalOf(policies: String) =
            refusal {
                ssm.putParameter { it.name("token").value("x").type("String").tier("Advanced").policies(policies) }
            }.substringBefore(':')
        val expiration =
            """{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2027-11-28T10:00:00.000Z"}}"""
        refusalOf("""[{"Type":"Other","Version":"1.0","Attributes":{}}]""") shouldBe "InvalidPolicyTypeException"
        refusalOf("""[{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"soon"}}]""") shouldBe
            "InvalidPolicyAttributeException"
        refusalOf("[$expiration,$expiration]") shouldBe "IncompatiblePolicyException"
        refusalOf("no JSON") shouldBe "InvalidPolicyAttributeException"
        refusal { ssm.putParameter { it.name("token").value("x").type("String").policies("[$expiration]") } }
            .substringBefore(':') shouldBe "ValidationException"
    }
}
