package io.mockaws.services.apigateway

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.apigateway.ApiGatewayClient
import software.amazon.awssdk.services.apigateway.model.ApiGatewayException
import software.amazon.awssdk.services.apigateway.model.PatchOperation

/** More of what LocalStack recorded of AWS, in tests/aws/services/apigateway; each test names the recording. */
class RecordedRestApisTest {
    private fun refusal(action: () -> Unit): String {
        val refused = shouldThrow<ApiGatewayException> { action() }
        return refused.awsErrorDetails().errorCode() + ": " + refused.awsErrorDetails().errorMessage()
    }

    private fun withApi(test: MockAws.(ApiGatewayClient, RestApi) -> Unit) {
        MockAws.start { it.intercept(false) }.use { aws ->
            aws.restApis().use { client -> aws.test(client, RestApi(client, "api")) }
        }
    }

    // test_api.py: test_create_rest_api_with_endpoint_configuration, test_update_rest_api_ip_address_type
    @Test
    fun `an API has one type of endpoint, and a private one both kinds of addresses`() =
        withApi { client, api ->
            refusal { client.createRestApi { it.name("x").endpointConfiguration { e -> e.typesWithStrings(emptyList()) } } } shouldBe
                "BadRequestException: REGIONAL Configuration and EDGE Configuration cannot be both DISABLED."
            refusal { client.createRestApi { it.name("x").endpointConfiguration { e -> e.typesWithStrings("wrong") } } } shouldBe
                "ValidationException: 1 validation error detected: Value '[wrong]' at 'createRestApiInput.endpointConfiguration.types' " +
                "failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: " +
                "[PRIVATE, EDGE, REGIONAL]]"

            fun update(vararg operations: PatchOperation) =
                client.updateRestApi { it.restApiId(api.id).patchOperations(*operations) }
            val types = "/endpointConfiguration/types/0"
            val changed = update(patch("replace", types, "EDGE"), patch("replace", types, "REGIONAL"), patch("replace", types, "PRIVATE"))
            changed.endpointConfiguration().typesAsStrings() shouldBe listOf("PRIVATE")
            changed.endpointConfiguration().ipAddressTypeAsString() shouldBe "dualstack"
            val addresses = "/endpointConfiguration/ipAddressType"
            refusal { update(patch("replace", addresses, "ipv4")) } shouldBe
                "BadRequestException: Only dualstack ipAddressType is supported for Private APIs."
            refusal { update(patch("replace", addresses, "wrong")) } shouldBe
                "BadRequestException: ipAddressType must be either ipv4 or dualstack."
            refusal { update(patch("replace", types, "wrong")) } shouldBe
                "BadRequestException: Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE"
        }

    // test_canary.py: test_create_canary_deployment, test_create_canary_deployment_validation, test_update_stage_with_copy_ops
    @Test
    fun `a canary is of a stage that is there, and is promoted by a copy`() =
        withApi { client, api ->
            api.mock("GET", "/a").deploy("dev")
            fun deploy(stage: String?) =
                client.createDeployment {
                    it.restApiId(api.id).stageName(stage)
                        .canarySettings { c -> c.percentTraffic(50.0).stageVariableOverrides(mapOf("v" to "canary")) }
                }
            refusal { deploy(null) } shouldBe
                "BadRequestException: Invalid deployment content specified.Non null and non empty stageName must be provided for " +
                "canary deployment. Provided value is null"
            refusal { deploy("lost") } shouldBe
                "BadRequestException: Invalid deployment content specified.Stage lost must already be created before making a canary " +
                "release deployment"

            fun update(operation: PatchOperation) =
                client.updateStage { it.restApiId(api.id).stageName("dev").patchOperations(operation) }
            val promotion =
                PatchOperation.builder().op("copy").path("/deploymentId").from("/canarySettings/deploymentId").build()
            refusal { update(promotion) } shouldBe "BadRequestException: Promotion not available. Canary does not exist."
            val canary = deploy("dev").id()
            client.getStage { it.restApiId(api.id).stageName("dev") }.canarySettings().useStageCache() shouldBe false
            refusal { update(patch("remove", "/canarySettings/stageVariableOverrides")) } shouldBe
                "BadRequestException: Cannot remove method setting canarySettings/stageVariableOverrides because there is no method " +
                "setting for this method "
            refusal { update(patch("add", "/canarySettings/deploymentId", canary)) } shouldBe
                "BadRequestException: Invalid add operation with path: /canarySettings/deploymentId"
            refusal { update(patch("replace", "/canarySettings/deploymentId", "deploy")) } shouldBe
                "BadRequestException: Deployment id does not exist"
            update(promotion).deploymentId() shouldBe canary
        }

    // test_api.py: test_stage_access_log_settings_validation; test_common.py: test_create_update_stages
    @Test
    fun `a part of the access log cannot be taken away, and a method begins with what is said for all`() =
        withApi { client, api ->
            api.mock("GET", "/a").deploy("dev")
            fun update(vararg operations: PatchOperation) =
                client.updateStage { it.restApiId(api.id).stageName("dev").patchOperations(*operations) }
            update(patch("add", "/accessLogSettings/destinationArn", "arn:aws:logs:us-east-1:123456789012:log-group:g"))
            refusal { update(patch("remove", "/accessLogSettings/destinationArn")) } shouldBe
                "BadRequestException: Cannot remove method setting accessLogSettings/destinationArn because there is no method setting " +
                "for this method "
            val stage = update(patch("replace", "/*/*/caching/enabled", "true"), patch("replace", "/a/GET/throttling/burstLimit", "1"))
            stage.methodSettings().getValue("a/GET").cachingEnabled() shouldBe true
        }

    // test_api.py: test_update_method_wrong_param_names, test_integration_response_wrong_method
    @Test
    fun `only what a method's response has can be taken away`() =
        withApi { client, api ->
            api.mock("GET", "/a")
            val resource = api.resource("/a")
            fun update(path: String) =
                client.updateMethodResponse {
                    it.restApiId(api.id).resourceId(resource).httpMethod("GET").statusCode("200").patchOperations(patch("remove", path))
                }
            refusal { update("/responseParameters/method.response.header.x") } shouldBe
                "NotFoundException: Invalid parameter name specified"
            refusal { update("/responseModels/application~1json") } shouldBe "NotFoundException: Content-Type specified was not found"
            refusal {
                client.getIntegrationResponse { it.restApiId(api.id).resourceId(resource).httpMethod("PUT").statusCode("200") }
            } shouldBe "NotFoundException: Invalid Method identifier specified"
        }

    // test_extended.py: test_create_api_key_with_invalid_value, test_update_api_key_immutable_field and others
    @Test
    fun `a key has at most 128 characters, and an id of its own for ever`() =
        withApi { client, _ ->
            refusal { client.createApiKey { it.value("a".repeat(129)) } } shouldBe
                "BadRequestException: API Key value exceeds maximum size of 128 characters"
            refusal { client.createApiKey { it.name("a".repeat(1025)) } } shouldBe
                "BadRequestException: Invalid API Key name, can be at most 1024 characters."
            refusal { client.createApiKey { it.description("a".repeat(125_001)) } } shouldBe
                "BadRequestException: Invalid API Key description specified."
            val key = client.createApiKey { it.value("") }
            key.value().length shouldBe 40
            refusal { client.updateApiKey { it.apiKey(key.id()).patchOperations(patch("replace", "/id", "x")) } } shouldBe
                "BadRequestException: Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description, /enabled, " +
                "/name, /customerId]"
        }

    // test_import.py: test_import_and_validate_rest_api
    @Test
    fun `an imported API has the models of its document alone, and variables of paths are parameters`() =
        withApi { client, _ ->
            val document =
                """
                {"swagger": "2.0", "info": {"title": "t", "version": "1"}, "definitions": {"Pet": {"type": "object"}},
                 "paths": {"/pets/{id}": {"get": {"responses": {}, "x-amazon-apigateway-integration": {"type": "mock"}}}}}
                """
            val made = client.importRestApi { it.body(SdkBytes.fromUtf8String(document)) }
            client.getModels { it.restApiId(made.id()) }.items().map { it.name() } shouldContainExactly listOf("Pet")
            val resource = client.getResources { it.restApiId(made.id()) }.items().single { it.path() == "/pets/{id}" }
            val method = client.getMethod { it.restApiId(made.id()).resourceId(resource.id()).httpMethod("GET") }
            method.requestParameters() shouldBe mapOf("method.request.path.id" to true)
        }

    // test_http.py: test_http_integration_with_lambda
    @Test
    fun `an HTTP endpoint can be the URL of a function`() =
        withApi { client, api ->
            val url = lambda.function("f") { mapOf("statusCode" to 201, "body" to "made") }.url().url
            api.method("POST", "/a") { type("HTTP_PROXY").integrationHttpMethod("POST").uri(url) }
            val resource = api.resource("/a")
            val answer = client.testInvokeMethod { it.restApiId(api.id).resourceId(resource).httpMethod("POST").body("{}") }
            answer.status() shouldBe 201
            answer.body() shouldBe "made"
        }

    // test_dynamodb.py: test_error_aws_proxy_not_supported; test_api.py: test_put_integration_wrong_type
    @Test
    fun `a proxy is refused before its role is asked for, and values come in AWS's order`() =
        withApi { client, api ->
            val resource = api.resource("/a")
            client.putMethod { it.restApiId(api.id).resourceId(resource).httpMethod("GET").authorizationType("NONE") }
            fun put(
                type: String,
                uri: String
            ) = client.putIntegration {
                it.restApiId(api.id).resourceId(resource).httpMethod("GET").type(type).integrationHttpMethod("POST").uri(uri)
            }
            refusal { put("AWS_PROXY", "arn:aws:apigateway:us-east-1:dynamodb:action/Query") } shouldStartWith
                "BadRequestException: Integrations of type 'AWS_PROXY' currently only supports Lambda function"
            refusal { put("HTTPS_PROXY", "http://localhost") } shouldContain
                "Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]"
        }
}
