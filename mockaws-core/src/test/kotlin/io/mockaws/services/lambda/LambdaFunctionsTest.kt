package io.mockaws.services.lambda

import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.lambda.model.Architecture
import software.amazon.awssdk.services.lambda.model.PackageType

/** Answers as LocalStack recorded them at AWS: tests/aws/services/lambda_/test_lambda_api.snapshot.json. */
class LambdaFunctionsTest {
    @Test
    fun `a function is pending in the answer that made it, and active ever after`() =
        withLambda { lambda ->
            // test_function_lifecycle
            val made = lambda.make("f") { timeout(5).memorySize(256) }
            made.stateAsString() shouldBe "Pending"
            made.stateReason() shouldBe "The function is being created."
            made.stateReasonCodeAsString() shouldBe "Creating"
            made.lastUpdateStatusAsString() shouldBe null
            made.functionArn() shouldBe "$ARN:f"
            made.version() shouldBe "\$LATEST"
            made.timeout() shouldBe 5
            made.ephemeralStorage().size() shouldBe 512
            made.architectures() shouldContainExactly listOf(Architecture.X86_64)
            made.packageType() shouldBe PackageType.ZIP
            made.loggingConfig().logGroup() shouldBe "/aws/lambda/f"
            made.tracingConfig().modeAsString() shouldBe "PassThrough"
            made.snapStart().applyOnAsString() shouldBe "None"
            made.runtimeVersionConfig().runtimeVersionArn() shouldStartWith "arn:aws:lambda:us-east-1::runtime:"
            made.lastModified().length shouldBe "2026-11-21T10:00:00.000+0000".length
            val there = lambda.getFunction { it.functionName("f") }
            there.configuration().stateAsString() shouldBe "Active"
            there.configuration().lastUpdateStatusAsString() shouldBe "Successful"
            there.configuration().revisionId() shouldNotBe made.revisionId()
            there.configuration().codeSha256() shouldBe made.codeSha256()
            there.code().repositoryType() shouldBe "S3"
            val changed = lambda.updateFunctionConfiguration {
                it.functionName("f").description("new").environment { e -> e.variables(mapOf("MODE" to "a")) }
            }
            changed.lastUpdateStatusAsString() shouldBe "InProgress"
            changed.environment().variables() shouldBe mapOf("MODE" to "a")
            changed.timeout() shouldBe 5
            lambda.deleteFunction { it.functionName("f") }.statusCode() shouldBe 204
            refusal { lambda.deleteFunction { it.functionName("f") } } shouldBe
                "ResourceNotFoundException: Function not found: $ARN:f"
        }

    @Test
    fun `a name, a part of the ARN and the ARN mean the same function`() =
        withLambda { lambda ->
            lambda.make("f")
            for (name in listOf("f", "123456789012:function:f", "function:f", "$ARN:f", "$ARN:f:\$LATEST")) {
                lambda.getFunctionConfiguration { it.functionName(name) }.functionName() shouldBe "f"
            }
            refusal { lambda.getFunction { it.functionName("arn:aws:lambda:eu-west-1:123456789012:function:f") } } shouldBe
                "ResourceNotFoundException: Functions from 'eu-west-1' are not reachable in this region ('us-east-1')"
            refusal { lambda.getFunction { it.functionName("arn:aws:lambda:us-east-1:210987654321:function:f") } } shouldContain
                "AccessDeniedException"
            refusal { lambda.getFunction { it.functionName("$ARN:f:1").qualifier("2") } } shouldBe
                "InvalidParameterValueException: The derived qualifier from the function name does not match the " +
                "specified qualifier."
        }

    @Test
    fun `what AWS refuses is refused in its words`() =
        withLambda { lambda ->
            // test_create_lambda_exceptions, test_lambda_code_location_s3_errors, test_large_environment_variables_fails
            lambda.make("f")
            refusal { lambda.make("f") } shouldBe "ResourceConflictException: Function already exist: f"
            refusal { lambda.make("g") { role("r1") } } shouldStartWith
                "ValidationException: 1 validation error detected: Value 'r1' at 'role' failed to satisfy constraint: "
            refusal { lambda.make("g") { runtime("PYTHON3.9") } } shouldStartWith
                "InvalidParameterValueException: Value PYTHON3.9 at 'runtime' failed to satisfy constraint: Member must " +
                "satisfy enum value set: [nodejs20.x, python3.14, "
            refusal { lambda.make("g") { runtime("go1.x") } } shouldBe
                "InvalidParameterValueException: The runtime parameter of go1.x is no longer supported for creating or " +
                "updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating " +
                "functions."
            refusal { lambda.make("g") { code { it.zipFile(SdkBytes.fromUtf8String("no zip")) } } } shouldBe
                "InvalidParameterValueException: Could not unzip uploaded file. Please check your file, then try to " +
                "upload again."
            refusal { lambda.make("g") { code { it.s3Bucket("none").s3Key("f.zip") } } } shouldBe
                "InvalidParameterValueException: Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error " +
                "Message: The specified bucket does not exist"
            refusal { lambda.make("a".repeat(65)) } shouldContain
                "at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64"
            refusal { lambda.make("g") { environment { it.variables(mapOf("TEXT" to "x".repeat(4096))) } } } shouldStartWith
                "InvalidParameterValueException: Lambda was unable to configure your environment variables because the " +
                "environment variables you have provided exceeded the 4KB limit. String measured: {\"TEXT\":\"xxx"
            refusal { lambda.make("g") { layers("$ARN:l:1".replace("function", "layer")) } } shouldBe
                "InvalidParameterValueException: Layer version arn:aws:lambda:us-east-1:123456789012:layer:l:1 does not " +
                "exist."
            refusal { lambda.updateFunctionCode { it.functionName("f").imageUri("image") } } shouldBe
                "InvalidParameterValueException: Please don't provide ImageUri when updating a function with " +
                "packageType Zip."
        }

    @Test
    fun `a stale revision is refused`() =
        withLambda { lambda ->
            // test_function_revisions_basic
            val first = lambda.make("f").revisionId()
            val stale =
                "PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. Call the " +
                    "GetFunction/GetAlias API to retrieve the latest Revision Id"
            refusal { lambda.publishVersion { it.functionName("f").revisionId(first) } } shouldBe stale
            val second = lambda.getFunction { it.functionName("f") }.configuration().revisionId()
            lambda.updateFunctionConfiguration { it.functionName("f").revisionId(second).timeout(9) }.timeout() shouldBe 9
            refusal { lambda.updateFunctionConfiguration { it.functionName("f").revisionId(second) } } shouldBe stale
        }

    @Test
    fun `a version is published once, and stays as it was`() =
        withLambda { lambda ->
            // test_publish_version_on_create, test_version_lifecycle
            val made = lambda.make("f") { publish(true) }
            made.version() shouldBe "1"
            made.functionArn() shouldBe "$ARN:f"
            lambda.publishVersion { it.functionName("f") }.version() shouldBe "1"
            lambda.updateFunctionConfiguration { it.functionName("f").description("two") }
            val second = lambda.publishVersion { it.functionName("f").description("2nd") }
            second.version() shouldBe "2"
            second.functionArn() shouldBe "$ARN:f:2"
            second.description() shouldBe "2nd"
            lambda.publishVersion { it.functionName("f") }.version() shouldBe "2"
            lambda.getFunction { it.functionName("f").qualifier("1") }.configuration().description() shouldBe ""
            lambda.listVersionsByFunction { it.functionName("f") }.versions().map { it.version() } shouldBe
                listOf("\$LATEST", "1", "2")
            lambda.deleteFunction { it.functionName("f").qualifier("1") }
            lambda.updateFunctionConfiguration { it.functionName("f").description("three") }
            lambda.publishVersion { it.functionName("f") }.version() shouldBe "3"
            refusal { lambda.getFunction { it.functionName("f").qualifier("1") } } shouldBe
                "ResourceNotFoundException: Function not found: $ARN:f:1"
            refusal { lambda.deleteFunction { it.functionName("f").qualifier("\$LATEST") } } shouldBe
                "InvalidParameterValueException: \$LATEST version cannot be deleted without deleting the function."
            refusal { lambda.publishVersion { it.functionName("f").codeSha256("other") } } shouldContain
                "CodeSHA256 (other) is different from current CodeSHA256 in \$LATEST"
        }

    @Test
    fun `functions are listed by name, in pages, with or without their versions`() =
        withLambda { lambda ->
            // test_list_functions
            repeat(55) { i -> lambda.make("f%02d".format(i)) }
            lambda.publishVersion { it.functionName("f00") }
            lambda.listFunctionsPaginator { it.maxItems(20) }.functions().map { it.functionName() } shouldBe
                (0 until 55).map { "f%02d".format(it) }
            lambda.listFunctions().functions().size shouldBe 50
            lambda.listFunctions().functions().first().stateAsString() shouldBe null
            lambda.listFunctionsPaginator { it.functionVersion("ALL") }.functions().map { it.functionArn() }.take(3) shouldBe
                listOf("$ARN:f00:\$LATEST", "$ARN:f00:1", "$ARN:f01:\$LATEST")
            refusal { lambda.listFunctions { it.marker("nonsense") } } shouldStartWith "InvalidParameterValueException"
        }

    @Test
    fun `code comes from S3, and what no function needs any more is forgotten`() =
        withLambda { lambda ->
            s3.bucket("code").put("f.zip", zip("b.txt" to "b").asByteArray())
            val made = lambda.make("f") { code { it.s3Bucket("code").s3Key("f.zip") } }
            made.codeSize() shouldBe zip("b.txt" to "b").asByteArray().size.toLong()
            val changed = lambda.updateFunctionCode { it.functionName("f").zipFile(zip("c.txt" to "c")).publish(true) }
            changed.version() shouldBe "1"
            changed.codeSha256() shouldNotBe made.codeSha256()
            lambda.updateFunctionCode { it.functionName("f").zipFile(zip("d.txt" to "d")).dryRun(true) }
            lambda.getFunctionConfiguration { it.functionName("f") }.codeSha256() shouldBe changed.codeSha256()
            lambda.accountSettings.accountUsage().functionCount() shouldBe 1
        }

    @Test
    fun `tags come and go`() =
        withLambda { lambda ->
            // test_tag_lifecycle, test_tag_exceptions, test_tag_limits
            lambda.make("f") { tags(mapOf("a" to "1")) }
            lambda.tagResource { it.resource("$ARN:f").tags(mapOf("a" to "2", "b" to "3")) }
            lambda.untagResource { it.resource("$ARN:f").tagKeys("b") }
            lambda.listTags { it.resource("$ARN:f") }.tags() shouldBe mapOf("a" to "2")
            lambda.getFunction { it.functionName("f") }.tags() shouldBe mapOf("a" to "2")
            refusal { lambda.tagResource { it.resource("$ARN:g").tags(mapOf("a" to "1")) } } shouldBe
                "ResourceNotFoundException: Function not found: $ARN:g"
            refusal { lambda.tagResource { r -> r.resource("$ARN:f").tags((0..50).associate { "k$it" to "v" }) } } shouldBe
                "InvalidParameterValueException: Number of tags exceeds resource tag limit."
            refusal { lambda.tagResource { it.resource("$ARN:f:1").tags(mapOf("a" to "1")) } } shouldBe
                "InvalidParameterValueException: Tags on function aliases and versions are not supported. Please specify " +
                "a function ARN."
        }
}
