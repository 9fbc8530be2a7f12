package io.mockaws.services.lambda

import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.lambda.model.State

/** More of what LocalStack recorded of AWS, in tests/aws/services/lambda_/test_lambda_api.py; each test names the recording. */
class LambdaRecordingsTest {
    // test_function_name_and_qualifier_validation
    @Test
    fun `names and qualifiers have the patterns that AWS has today`() =
        withLambda { lambda ->
            val name =
                "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?" +
                    "([a-zA-Z0-9-_\\.]+)(:(\\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?"
            refusal { lambda.getFunction { it.functionName("f!") } } shouldBe
                "ValidationException: 1 validation error detected: Value 'f!' at 'functionName' failed to satisfy constraint: Member " +
                "must satisfy regular expression pattern: $name"
            refusal { lambda.deleteFunction { it.functionName("f").qualifier("a!") } } shouldEndWith
                "Member must satisfy regular expression pattern: \\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_\$]+"
            refusal { lambda.deleteFunction { it.functionName("f").qualifier("\$latest") } } shouldBe
                "ResourceNotFoundException: Function not found: $ARN:f"
            refusal { lambda.call("f") } shouldBe "ResourceNotFoundException: Function not found: $ARN:f:\$LATEST"
        }

    // test_create_lambda_exceptions, test_notfound_and_invalid_routingconfigs
    @Test
    fun `what is wrong with an element is told of its list or map`() =
        withLambda { lambda ->
            refusal { lambda.make("f") { architecturesWithStrings("X86_64") } } shouldBe
                "ValidationException: 1 validation error detected: Value '[X86_64]' at 'architectures' failed to satisfy constraint: " +
                "Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]"
            lambda.make("f") { publish(true) }
            refusal {
                lambda.createAlias {
                    it.functionName("f").name("a").functionVersion("1")
                        .routingConfig { r -> r.additionalVersionWeights(mapOf("\$LATEST" to 0.5)) }
                }
            } shouldBe
                "ValidationException: 1 validation error detected: Value '{\$LATEST=0.5}' at 'routingConfig.additionalVersionWeights' " +
                "failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 1024, " +
                "Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]"
        }

    // test_function_revisions_version_and_alias, test_tag_lifecycle, test_lambda_permission_fn_versioning
    @Test
    fun `a version that is published and tags give a function another revision`() =
        withLambda { lambda ->
            lambda.make("f")
            val seen = ArrayList<String>()
            fun look() = lambda.getFunctionConfiguration { it.functionName("f") }.revisionId().also { seen += it }
            look()
            val version = lambda.publishVersion { it.functionName("f") }
            look() shouldNotBe seen[0]
            lambda.tagResource { it.resource("$ARN:f").tags(mapOf("k" to "v")) }
            look() shouldNotBe seen[1]
            val alias = lambda.createAlias { it.functionName("f").name("a").functionVersion(version.version()) }
            look() shouldBe seen[2]
            fun permit(revision: String) =
                lambda.addPermission {
                    it.functionName("f").qualifier("a").statementId("s").action("lambda:InvokeFunction")
                        .principal("s3.amazonaws.com").revisionId(revision)
                }
            refusal { permit("wrong") } shouldContain "PreconditionFailedException"
            permit(alias.revisionId()).statement() shouldContain "s3.amazonaws.com"
        }

    // test_publish_with_update
    @Test
    fun `a version that is published with new code is pending in the answer`() =
        withLambda { lambda ->
            lambda.make("f")
            val made = lambda.updateFunctionCode { it.functionName("f").zipFile(zip("b.txt" to "b")).publish(true) }
            made.version() shouldBe "1"
            made.state() shouldBe State.PENDING
            made.lastUpdateStatusAsString() shouldBe null
        }

    // test_permission_exceptions
    @Test
    fun `no function has no policy`() =
        withLambda { lambda ->
            refusal { lambda.getPolicy { it.functionName("f") } } shouldBe
                "ResourceNotFoundException: The resource you requested does not exist."
        }

    // test_layer_function_exceptions
    @Test
    fun `of two versions of a layer the first is told first`() =
        withLambda { lambda ->
            fun publish(text: String) =
                lambda.publishLayerVersion { it.layerName("l").content { c -> c.zipFile(zip("a.txt" to text)) } }.layerVersionArn()
            val first = publish("1")
            val second = publish("2")
            refusal { lambda.make("f") { layers(first, second) } } shouldContain "$first and $second are versions of the same layer."
        }
}
