package io.mockaws.services.lambda

import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.lambda.LambdaClient
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType

/** Aliases, policies, URLs, layers and limits, as LocalStack recorded them at AWS: test_lambda_api.snapshot.json. */
class LambdaAccessTest {
    @Test
    fun `an alias names a version, or shares calls between two`() =
        withLambda { lambda ->
            // test_alias_lifecycle, test_notfound_and_invalid_routingconfigs
            lambda.versions()
            val alias = lambda.createAlias { r ->
                r.functionName("f").name("live").functionVersion("1").routingConfig { it.additionalVersionWeights(mapOf("2" to 0.2)) }
            }
            alias.aliasArn() shouldBe "$ARN:f:live"
            alias.routingConfig().additionalVersionWeights() shouldBe mapOf("2" to 0.2)
            lambda.getFunction { it.functionName("f").qualifier("live") }.configuration().run {
                version() shouldBe "1"
                functionArn() shouldBe "$ARN:f:live"
            }
            lambda.updateAlias { r -> r.functionName("f").name("live").routingConfig { it.additionalVersionWeights(emptyMap()) } }
                .routingConfig() shouldBe null
            lambda.updateAlias { it.functionName("f").name("live").functionVersion("2") }.functionVersion() shouldBe "2"
            lambda.listAliases { it.functionName("f").functionVersion("1") }.aliases() shouldBe emptyList()
            refusal { lambda.createAlias { it.functionName("f").name("live").functionVersion("1") } } shouldBe
                "ResourceConflictException: Alias already exists: $ARN:f:live"
            refusal { lambda.createAlias { it.functionName("f").name("x").functionVersion("10") } } shouldBe
                "ResourceNotFoundException: Function not found: $ARN:f:10"
            refusal {
                lambda.createAlias { r ->
                    r.functionName("f").name("x").functionVersion("1").routingConfig { it.additionalVersionWeights(mapOf("1" to 0.5)) }
                }
            } shouldBe
                "InvalidParameterValueException: Invalid function version 1. Function version 1 is already included in " +
                "routing configuration."
            refusal {
                lambda.createAlias { r ->
                    r.functionName("f").name("x").functionVersion("1").routingConfig { it.additionalVersionWeights(mapOf("2" to 2.0)) }
                }
            } shouldContain
                "Value '{2=2.0}' at 'routingConfig.additionalVersionWeights'"
            refusal { lambda.getAlias { it.functionName("f").name("none") } } shouldBe
                "ResourceNotFoundException: Cannot find alias arn: $ARN:f:none"
            refusal { lambda.updateAlias { it.functionName("f").name("none") } } shouldBe
                "ResourceNotFoundException: Alias not found: $ARN:f:none"
            lambda.deleteAlias { it.functionName("f").name("live") }
            lambda.deleteAlias { it.functionName("f").name("live") }
        }

    @Test
    fun `a permission is a statement of the function's policy`() =
        withLambda { lambda ->
            // test_add_lambda_permission_aws_service, test_permission_exceptions
            lambda.versions()
            lambda.addPermission {
                it.functionName("f").statementId("s3").action("lambda:InvokeFunction").principal("s3.amazonaws.com")
                    .sourceArn("arn:aws:s3:::bucket").sourceAccount("123456789012")
            }.statement() shouldBe
                """{"Sid":"s3","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},""" +
                """"Action":"lambda:InvokeFunction","Resource":"$ARN:f",""" +
                """"Condition":{"StringEquals":{"AWS:SourceAccount":"123456789012"},""" +
                """"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::bucket"}}}"""
            lambda.addPermission {
                it.functionName("f").statementId("a").action("lambda:InvokeFunction").principal("210987654321")
            }.statement() shouldContain """"Principal":{"AWS":"arn:aws:iam::210987654321:root"}"""
            val policy = lambda.getPolicy { it.functionName("f") }
            policy.policy() shouldContain """{"Version":"2012-10-17","Id":"default","Statement":["""
            refusal { lambda.allow("s3") } shouldBe
                "ResourceConflictException: The statement id (s3) provided already exists. Please provide a new " +
                "statement id, or remove the existing statement."
            refusal {
                lambda.addPermission { it.functionName("f").statementId("x").action("lambda:InvokeFunction").principal("nobody") }
            } shouldBe
                "InvalidParameterValueException: The provided principal was invalid. Please check the principal and try " +
                "again."
            refusal { lambda.allow("x", "\$LATEST") } shouldBe
                "InvalidParameterValueException: We currently do not support adding policies for \$LATEST."
            refusal { lambda.allow("x", "none") } shouldBe
                "ResourceNotFoundException: Cannot find alias arn: $ARN:f:none"
            refusal { lambda.getPolicy { it.functionName("f").qualifier("1") } } shouldBe
                "ResourceNotFoundException: The resource you requested does not exist."
            refusal { lambda.removePermission { it.functionName("f").statementId("none") } } shouldBe
                "ResourceNotFoundException: Statement none is not found in resource policy."
            refusal { lambda.removePermission { it.functionName("f").statementId("s3").revisionId("x") } } shouldContain
                "Call the GetPolicy API"
            lambda.removePermission { it.functionName("f").statementId("s3").revisionId(policy.revisionId()) }
            lambda.removePermission { it.functionName("f").statementId("a") }
            refusal { lambda.removePermission { it.functionName("f").statementId("a") } } shouldBe
                "ResourceNotFoundException: No policy is associated with the given resource."
        }

    @Test
    fun `a function and each alias of it may have a URL`() =
        withLambda { lambda ->
            // test_url_config_lifecycle, test_url_config_exceptions
            lambda.versions()
            val made = lambda.createFunctionUrlConfig { it.functionName("f").authType(FunctionUrlAuthType.NONE) }
            made.functionUrl() shouldMatch Regex("https://[a-z0-9]{32}\\.lambda-url\\.us-east-1\\.on\\.aws/")
            made.invokeMode() shouldBe null
            lambda.getFunctionUrlConfig { it.functionName("f") }.invokeModeAsString() shouldBe "BUFFERED"
            refusal { lambda.createFunctionUrlConfig { it.functionName("f").authType("NONE") } } shouldBe
                "ResourceConflictException: Failed to create function url config for [functionArn = $ARN:f]. Error " +
                "message:  FunctionUrlConfig exists for this Lambda function"
            lambda.updateFunctionUrlConfig { it.functionName("f").authType("AWS_IAM") }.authTypeAsString() shouldBe "AWS_IAM"
            refusal { lambda.createFunctionUrlConfig { it.functionName("none").authType("NONE") } } shouldBe
                "ResourceNotFoundException: Function does not exist"
            refusal { lambda.createFunctionUrlConfig { it.functionName("f").qualifier("1").authType("NONE") } } shouldContain
                "Value '1' at 'qualifier' failed to satisfy constraint"
            lambda.listFunctionUrlConfigs { it.functionName("f") }.functionUrlConfigs().size shouldBe 1
            lambda.deleteFunctionUrlConfig { it.functionName("f") }
            refusal { lambda.getFunctionUrlConfig { it.functionName("f") } } shouldBe
                "ResourceNotFoundException: The resource you requested does not exist."
        }

    @Test
    fun `a layer has versions, each with a policy, which functions refer to`() =
        withLambda { lambda ->
            // test_layer_lifecycle, test_layer_exceptions, test_layer_policy_lifecycle, test_layer_function_exceptions
            val first = lambda.publishLayerVersion { r ->
                r.layerName("l").content { it.zipFile(zip("a" to "1")) }.compatibleRuntimesWithStrings("java21")
            }
            first.layerVersionArn() shouldBe "arn:aws:lambda:us-east-1:123456789012:layer:l:1"
            first.version() shouldBe 1
            val second = lambda.publishLayerVersion { r -> r.layerName("l").content { it.zipFile(zip("a" to "2")) }.description("two") }
            lambda.listLayerVersions { it.layerName("l") }.layerVersions().map { it.version() } shouldBe listOf(2L, 1L)
            lambda.listLayers { it.compatibleRuntime("java21") }.layers().map { it.latestMatchingVersion().version() } shouldBe listOf(1L)
            lambda.make("f") { layers(first.layerVersionArn()) }
            lambda.getFunctionConfiguration { it.functionName("f") }.layers().single().codeSize() shouldBe first.content().codeSize()
            refusal { lambda.make("g") { layers(first.layerVersionArn(), second.layerVersionArn()) } } shouldContain
                "Two different versions of the same layer are not allowed to be referenced in the same function."
            lambda.getLayerVersionByArn { it.arn(second.layerVersionArn()) }.description() shouldBe "two"
            lambda.deleteLayerVersion { it.layerName("l").versionNumber(2) }
            lambda.deleteLayerVersion { it.layerName("l").versionNumber(2) }
            refusal { lambda.getLayerVersion { it.layerName("l").versionNumber(2) } } shouldBe
                "ResourceNotFoundException: The resource you requested does not exist."
            refusal { lambda.getLayerVersion { it.layerName("l").versionNumber(0) } } shouldBe
                "InvalidParameterValueException: Layer Version Cannot be less than 1"
            lambda.publishLayerVersion { r -> r.layerName("l").content { it.zipFile(zip("a" to "3")) } }.version() shouldBe 3
            val added = lambda.addLayerVersionPermission {
                it.layerName("l").versionNumber(1).statementId("s1").action("lambda:GetLayerVersion").principal("*")
            }
            lambda.getLayerVersionPolicy { it.layerName("l").versionNumber(1) }.revisionId() shouldBe added.revisionId()
            refusal { lambda.removeLayerVersionPermission { it.layerName("l").versionNumber(1).statementId("x") } } shouldBe
                "ResourceNotFoundException: Statement x is not found in resource policy."
            refusal { lambda.getLayerVersionPolicy { it.layerName("l").versionNumber(9) } } shouldBe
                "ResourceNotFoundException: Layer version arn:aws:lambda:us-east-1:123456789012:layer:l:9 does not exist."
        }

    @Test
    fun `concurrency is reserved and provisioned within the account's limit`() =
        withLambda { lambda ->
            // test_function_concurrency_limits, test_provisioned_concurrency_exceptions, test_lambda_provisioned_lifecycle
            lambda.versions()
            lambda.putFunctionConcurrency { it.functionName("f").reservedConcurrentExecutions(2) }
            lambda.getFunction { it.functionName("f") }.concurrency().reservedConcurrentExecutions() shouldBe 2
            lambda.accountSettings.accountLimit().unreservedConcurrentExecutions() shouldBe 998
            refusal { lambda.putFunctionConcurrency { it.functionName("f").reservedConcurrentExecutions(901) } } shouldBe
                "InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's " +
                "UnreservedConcurrentExecution below its minimum value of [100]."
            refusal { lambda.putFunctionConcurrency { it.functionName("$ARN:f:1").reservedConcurrentExecutions(1) } } shouldContain
                "This operation is permitted on Lambda functions only."
            val put = lambda.putProvisionedConcurrencyConfig { it.functionName("f").qualifier("1").provisionedConcurrentExecutions(1) }
            put.statusAsString() shouldBe "IN_PROGRESS"
            lambda.getProvisionedConcurrencyConfig { it.functionName("f").qualifier("1") }.statusAsString() shouldBe "READY"
            lambda.createAlias { it.functionName("f").name("live").functionVersion("1") }
            refusal {
                lambda.putProvisionedConcurrencyConfig { it.functionName("f").qualifier("live").provisionedConcurrentExecutions(1) }
            } shouldBe
                "ResourceConflictException: Alias can't be used for Provisioned Concurrency configuration on an already " +
                "Provisioned version"
            refusal {
                lambda.putProvisionedConcurrencyConfig { it.functionName("f").qualifier("\$LATEST").provisionedConcurrentExecutions(1) }
            } shouldBe
                "InvalidParameterValueException: Provisioned Concurrency Configs cannot be applied to unpublished " +
                "function versions."
            lambda.deleteProvisionedConcurrencyConfig { it.functionName("f").qualifier("1") }
            refusal { lambda.getProvisionedConcurrencyConfig { it.functionName("f").qualifier("1") } } shouldBe
                "ProvisionedConcurrencyConfigNotFoundException: No Provisioned Concurrency Config found for this function"
            lambda.deleteFunctionConcurrency { it.functionName("f") }
            lambda.getFunctionConcurrency { it.functionName("f") }.reservedConcurrentExecutions() shouldBe null
        }

    @Test
    fun `how asynchronous invocations go is kept for each version and alias`() =
        withLambda { lambda ->
            // test_lambda_eventinvokeconfig_lifecycle, test_lambda_eventinvokeconfig_exceptions
            lambda.versions()
            lambda.putFunctionEventInvokeConfig { it.functionName("f").maximumRetryAttempts(0) }.run {
                functionArn() shouldBe "$ARN:f:\$LATEST"
                maximumRetryAttempts() shouldBe 0
            }
            lambda.updateFunctionEventInvokeConfig { it.functionName("f").maximumEventAgeInSeconds(60) }
            lambda.getFunctionEventInvokeConfig { it.functionName("f") }.run {
                maximumRetryAttempts() shouldBe 0
                maximumEventAgeInSeconds() shouldBe 60
            }
            refusal { lambda.putFunctionEventInvokeConfig { it.functionName("f") } } shouldBe
                "InvalidParameterValueException: You must specify at least one of error handling or destination setting."
            refusal { lambda.getFunctionEventInvokeConfig { it.functionName("f").qualifier("1") } } shouldBe
                "ResourceNotFoundException: The function $ARN:f:1 doesn't have an EventInvokeConfig"
            refusal {
                lambda.putFunctionEventInvokeConfig { r ->
                    r.functionName("f").destinationConfig { d -> d.onSuccess { it.destination("$ARN:f") } }
                }
            } shouldBe
                "InvalidParameterValueException: You can't specify the function as a destination for itself."
            refusal {
                lambda.putFunctionEventInvokeConfig { r ->
                    r.functionName("f").destinationConfig { d ->
                        d.onSuccess { it.destination("arn:aws:iam:us-east-1:123456789012:function:f") }
                    }
                }
            } shouldBe
                "InvalidParameterValueException: The provided destination config DestinationConfig(onSuccess=OnSuccess(" +
                "destination=arn:aws:iam:us-east-1:123456789012:function:f), onFailure=null) is invalid."
            lambda.deleteFunctionEventInvokeConfig { it.functionName("f") }
            lambda.listFunctionEventInvokeConfigs { it.functionName("f") }.functionEventInvokeConfigs() shouldBe emptyList()
        }

    private fun LambdaClient.versions() {
        make("f") { publish(true) }
        updateFunctionConfiguration { it.functionName("f").timeout(9) }
        publishVersion { it.functionName("f") }
    }

    private fun LambdaClient.allow(
        id: String,
        qualifier: String? = null,
    ) = addPermission {
        it.functionName("f").statementId(id).action("lambda:InvokeFunction").principal("s3.amazonaws.com").qualifier(qualifier)
    }
}
