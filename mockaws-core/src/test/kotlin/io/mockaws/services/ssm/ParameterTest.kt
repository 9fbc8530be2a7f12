package io.mockaws.services.ssm

import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import org.junit.jupiter.params.provider.ValueSource
import software.amazon.awssdk.services.ssm.model.ParameterTier
import software.amazon.awssdk.services.ssm.model.ParameterType

/**
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html, and LocalStack's tests that were
 * run at AWS (`tests/aws/services/ssm/test_ssm.py`), by their names.
 */
class ParameterTest {
    private val aws = SsmWorld()
    private val ssm = aws.client

    @Test
    fun `a parameter is answered as it was put, and by its ARN`() {
        // test_parameters_with_path
        ssm.put("/app/url", "https://example.com") shouldBe 1
        val found = ssm.getParameter { it.name("/app/url") }.parameter()
        found.arn() shouldBe "arn:aws:ssm:us-east-1:123456789012:parameter/app/url"
        found.dataType() shouldBe "text"
        found.typeAsString() shouldBe "String"
        found.version() shouldBe 1
        found.lastModifiedDate().toString() shouldBe "2026-11-21T10:00:00Z"
        ssm.getParameter { it.name(found.arn()) }.parameter().name() shouldBe "/app/url"
    }

    @Test
    fun `one level has the same parameter with a slash and without`() {
        // test_put_parameters, test_get_parameter_by_arn
        ssm.put("url", "one")
        ssm.getParameter { it.name("/url") }.parameter().name() shouldBe "/url"
        val arn = ssm.getParameter { it.name("url") }.parameter().arn()
        arn shouldBe "arn:aws:ssm:us-east-1:123456789012:parameter/url"
        ssm.getParameter { it.name(arn) }.parameter().name() shouldBe "url"
        ssm.put("/url", "two") shouldBe 2
    }

    @ParameterizedTest
    @ValueSource(strings = ["/app//b//c", "app/b/c", "/app/a b", "/app/x@y"])
    fun `other names are refused where a parameter is read`(name: String) {
        // test_hierarchical_parameter
        refusal { ssm.getParameter { it.name(name) } } shouldContain "sub-paths divided by slash symbol"
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = [
            "app/url | ValidationException: Parameter name must be a fully qualified name.",
            "/app/a b | ValidationException: Parameter name: can't be prefixed with \"ssm\" (case-insensitive).",
            "/aws/test | AccessDeniedException: No access to reserved parameter name: /aws/test.",
            "awstest | ValidationException: Parameter name: can't be prefixed with \"aws\" or \"ssm\"",
            "SSM | ValidationException: Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).",
            "/ssm/x | ValidationException: Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If",
            "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16 | HierarchyLevelLimitExceededException: A hierarchy can have a " +
                "maximum of 15 levels.",
        ],
    )
    fun `names that are reserved, too deep or malformed cannot be put`(
        name: String,
        words: String,
    ) {
        refusal { ssm.put(name, "x") } shouldStartWith words
    }

    @Test
    fun `what is not there has a code and no words`() {
        // https://github.com/aws-solutions/aws-control-tower-customizations/pull/68
        refusal { ssm.getParameter { it.name("missing") } } shouldStartWith "ParameterNotFound: "
        refusal { ssm.deleteParameter { it.name("missing") } } shouldStartWith "ParameterNotFound: "
        refusal { ssm.getParameterHistory { it.name("missing") } } shouldStartWith "ParameterNotFound: "
    }

    @Test
    fun `a parameter is overwritten on purpose only, and keeps what is left out`() {
        ssm.putParameter { r ->
            r.name("size").value("10").type("String").description("In bytes").allowedPattern("^[0-9]+$")
                .tags({ it.key("team").value("blue") })
        }
        refusal { ssm.putParameter { it.name("size").value("11").type("String") } } shouldBe
            "ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option " +
            "in the request to true."
        ssm.putParameter { it.name("size").value("11").overwrite(true) }.version() shouldBe 2
        val described = ssm.describeParameters().parameters().single()
        described.description() shouldBe "In bytes"
        described.lastModifiedUser() shouldBe "arn:aws:iam::123456789012:root"
        refusal { ssm.putParameter { it.name("size").value("many").overwrite(true) } } shouldBe
            "ParameterPatternMismatchException: Parameter value, cannot be validated against allowedPattern: ^[0-9]+$"
        refusal { ssm.putParameter { it.name("x").value("1").type("String").allowedPattern("[") } }
            .substringBefore(':') shouldBe "InvalidAllowedPatternException"
        refusal { ssm.put("size", "12", ParameterType.STRING_LIST) }.substringBefore(':') shouldBe
            "HierarchyTypeMismatchException"
        refusal { ssm.putParameter { it.name("new").value("1") } } shouldBe
            "ValidationException: A parameter type is required when you create a parameter."
        refusal {
            ssm.putParameter { r ->
                r.name("size").value("12").overwrite(true).tags({ it.key("team").value("red") })
            }
        } shouldStartWith "ValidationException: Invalid request: tags and overwrite can't be used together."
        refusal { ssm.put("empty", "") } shouldStartWith "ValidationException: 1 validation error detected: Value ''"
    }

    @Test
    fun `long values need the advanced tier, which is not left again`() {
        val long = "x".repeat(4097)
        // https://github.com/aws/aws-sdk-net/issues/3157
        refusal { ssm.put("long", long) } shouldBe
            "ValidationException: Standard tier parameters support a maximum parameter value of 4096 characters. To " +
            "create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more " +
            "information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/" +
            "parameter-store-advanced-parameters.html"
        ssm.putParameter { it.name("long").value(long).type("String").tier(ParameterTier.INTELLIGENT_TIERING) }
            .tier() shouldBe ParameterTier.ADVANCED
        ssm.putParameter { it.name("long").value("x").overwrite(true) }.tier() shouldBe ParameterTier.ADVANCED
        refusal {
            ssm.putParameter { it.name("long").value("x").overwrite(true).tier(ParameterTier.STANDARD) }
        } shouldContain "You can't downgrade a parameter"
        ssm.putParameter {
            it.name("short").value("x").type("String").tier(ParameterTier.INTELLIGENT_TIERING)
        }.tier() shouldBe ParameterTier.STANDARD
        refusal {
            ssm.putParameter { it.name("huge").value("x".repeat(8193)).type("String").tier(ParameterTier.ADVANCED) }
        }.substringBefore(':') shouldBe "ValidationException"
    }

    @Test
    fun `an image's id has its own data type`() {
        refusal { ssm.putParameter { it.name("ami").value("none").type("String").dataType("aws:ec2:image") } }
            .substringBefore(':') shouldBe "ValidationException"
        ssm.putParameter { it.name("ami").value("ami-0123456789abcdef0").type("String").dataType("aws:ec2:image") }
        ssm.getParameter { it.name("ami") }.parameter().dataType() shouldBe "aws:ec2:image"
        refusal { ssm.putParameter { it.name("x").value("x").type("String").dataType("not_text") } } shouldBe
            "ValidationException: The following data type is not supported: not_text (Data type names are all " +
            "lowercase.)"
    }

    @Test
    fun `a SecureString is shown to who asks for decryption`() {
        ssm.put("password", "s3cret", ParameterType.SECURE_STRING)
        val hidden = ssm.getParameter { it.name("password") }.parameter()
        hidden.typeAsString() shouldBe "SecureString"
        hidden.value() shouldNotBe "s3cret"
        ssm.value("password") shouldBe "s3cret"
        ssm.describeParameters().parameters().single().keyId() shouldBe "alias/aws/ssm"
        ssm.getParameterHistory { it.name("password") }.parameters().single().value() shouldBe hidden.value()
        refusal { ssm.putParameter { it.name("x").value("x").type("SecureString").keyId("nonsense") } } shouldBe
            "InvalidKeyId: Invalid keyId 'nonsense'"
    }

    @Test
    fun `many are read and deleted at once, with the names of those that are not there`() {
        ssm.put("a", "1")
        ssm.put("/b/c", "2")
        val found = ssm.getParameters { it.names("a", "/b/c", "missing", "a:9") }
        found.parameters().map { it.value() } shouldBe listOf("1", "2")
        found.invalidParameters() shouldBe listOf("missing", "a:9")
        val deleted = ssm.deleteParameters { it.names("a", "missing") }
        deleted.deletedParameters() shouldBe listOf("a")
        deleted.invalidParameters() shouldBe listOf("missing")
        refusal { ssm.getParameters { r -> r.names((1..11).map { "p$it" }) } } shouldContain
            "at 'names' failed to satisfy constraint: Member must have length less than or equal to 10"
    }
}
