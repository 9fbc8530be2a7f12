package io.mockaws.services.apigateway

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.apigateway.ApiGatewayClient
import software.amazon.awssdk.services.apigateway.model.ApiGatewayException
import software.amazon.awssdk.services.apigateway.model.IntegrationType
import software.amazon.awssdk.services.apigateway.model.PatchOperation

/** As recorded of AWS by LocalStack: tests/aws/services/apigateway/test_apigateway_api.py and test_apigateway_common.py. */
class RestApisTest {
    private fun refusal(action: () -> Unit): String {
        val refused = shouldThrow<ApiGatewayException> { action() }
        return refused.awsErrorDetails().errorCode() + ": " + refused.awsErrorDetails().errorMessage()
    }

    private fun withApi(test: MockAws.(ApiGatewayClient, RestApi) -> Unit) {
        MockAws.start().use { aws -> aws.restApis().use { client -> aws.test(client, RestApi(client, "api")) } }
    }

    @Test
    fun `an API is made, changed by patch operations and removed`() =
        withApi { client, api ->
            val made = client.getRestApi { it.restApiId(api.id) }
            made.apiKeySourceAsString() shouldBe "HEADER"
            made.endpointConfiguration().typesAsStrings() shouldBe listOf("EDGE")
            made.rootResourceId() shouldBe api.resource("/")
            fun update(
                op: String,
                path: String,
                value: String? = null
            ) = client.updateRestApi { it.restApiId(api.id).patchOperations(patch(op, path, value)) }
            update("add", "/binaryMediaTypes/image~1png").binaryMediaTypes() shouldBe listOf("image/png")
            update("add", "/binaryMediaTypes/image~1jpeg").binaryMediaTypes() shouldBe listOf("image/png", "image/jpeg")
            update("replace", "/binaryMediaTypes/image~1png", "image/gif").binaryMediaTypes() shouldBe listOf("image/jpeg", "image/gif")
            update("remove", "/binaryMediaTypes/image~1gif").binaryMediaTypes() shouldBe listOf("image/jpeg")
            update("replace", "/minimumCompressionSize", "10").minimumCompressionSize() shouldBe 10
            update("replace", "/endpointConfiguration/types/EDGE", "REGIONAL").endpointConfiguration().typesAsStrings() shouldBe
                listOf("REGIONAL")
            refusal { update("add", "/minimumCompressionSize", "10") } shouldBe
                "BadRequestException: Invalid patch operation specified. Must be one of: [replace]"
            refusal { update("add", "/binaryMediaTypes", "x") } shouldBe "BadRequestException: Invalid patch path /binaryMediaTypes"
            refusal { client.createRestApi { it.name("x").description("") } } shouldBe
                "BadRequestException: Description cannot be an empty string"
            refusal { client.createRestApi { it.name("x").apiKeySource("wrong") } } shouldContain
                "ValidationException: 1 validation error detected: Value 'wrong' at 'createRestApiInput.apiKeySource' failed"
            client.deleteRestApi { it.restApiId(api.id) }
            refusal { client.getRestApi { it.restApiId(api.id) } } shouldBe
                "NotFoundException: Invalid API identifier specified 123456789012:${api.id}"
        }

    @Test
    fun `resources stand below each other`() =
        withApi { client, api ->
            val root = api.resource("/")
            fun make(parent: String, part: String) = client.createResource { it.restApiId(api.id).parentId(parent).pathPart(part) }
            val pets = make(root, "pets")
            pets.path() shouldBe "/pets"
            val toys = make(pets.id(), "toys")
            refusal { make(root, "pets") } shouldBe "ConflictException: Another resource with the same parent already has this name: pets"
            refusal { make("none", "x") } shouldBe "NotFoundException: Invalid Resource identifier specified"
            val all = make(root, "{proxy+}")
            refusal { make(root, "{id}") } shouldBe
                "BadRequestException: A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed"
            refusal { make(all.id(), "x") } shouldBe
                "BadRequestException: Cannot create a child of a resource with a greedy path variable: {proxy+}"
            fun update(id: String, path: String, value: String) =
                client.updateResource { it.restApiId(api.id).resourceId(id).patchOperations(patch("replace", path, value)) }
            update(pets.id(), "/pathPart", "dogs").path() shouldBe "/dogs"
            client.getResource { it.restApiId(api.id).resourceId(toys.id()) }.path() shouldBe "/dogs/toys"
            refusal { update(pets.id(), "/parentId", toys.id()) } shouldBe "BadRequestException: Resources cannot be cyclical."
            refusal { update(pets.id(), "/invalid", "x") } shouldBe
                "BadRequestException: Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]"
            client.deleteResource { it.restApiId(api.id).resourceId(pets.id()) }
            client.getResources { it.restApiId(api.id) }.items().map { it.path() } shouldBe listOf("/", "/{proxy+}")
        }

    @Test
    fun `methods and what belongs to them are refused in AWS's words`() =
        withApi { client, api ->
            val root = api.resource("/")
            fun method(name: String = "GET", authorization: String = "NONE") =
                client.putMethod { it.restApiId(api.id).resourceId(root).httpMethod(name).authorizationType(authorization) }
            refusal { method("FOO") } shouldBe
                "BadRequestException: Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY"
            refusal { method("GET", "CUSTOM") } shouldContain "Invalid authorizer ID specified. Setting the authorization type to CUSTOM"
            method().apiKeyRequired() shouldBe false
            refusal { method() } shouldBe "ConflictException: Method already exists for this resource"
            refusal { client.getIntegration { it.restApiId(api.id).resourceId(root).httpMethod("GET") } } shouldBe
                "NotFoundException: Invalid Integration identifier specified"
            refusal { client.createDeployment { it.restApiId(api.id) } } shouldBe "BadRequestException: No integration defined for method"
            fun integration(type: IntegrationType, uri: String?) =
                client.putIntegration {
                    it.restApiId(api.id).resourceId(root).httpMethod("GET").integrationHttpMethod("POST").type(type).uri(uri)
                }
            refusal { integration(IntegrationType.AWS_PROXY, "arn:aws:lambda:us-east-1:123456789012:function:f") } shouldBe
                "BadRequestException: AWS ARN for integration must contain path or action"
            refusal { integration(IntegrationType.AWS_PROXY, "none") } shouldBe "BadRequestException: Invalid ARN specified in the request"
            refusal { integration(IntegrationType.AWS_PROXY, "arn:aws:apigateway:us-east-1:dynamodb:action/PutItem") } shouldBe
                "BadRequestException: Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream " +
                "invocations."
            refusal { integration(IntegrationType.HTTP, "none") } shouldBe "BadRequestException: Invalid HTTP endpoint specified for URI"
            val made = integration(IntegrationType.MOCK, null)
            made.passthroughBehavior() shouldBe "WHEN_NO_MATCH"
            made.timeoutInMillis() shouldBe 29000
            made.cacheNamespace() shouldBe root
            fun update(op: String, path: String, value: String?) =
                client.updateMethod { it.restApiId(api.id).resourceId(root).httpMethod("GET").patchOperations(patch(op, path, value)) }
            update("add", "/requestParameters/method.request.querystring.q", "true").requestParameters() shouldBe
                mapOf("method.request.querystring.q" to true)
            update("replace", "/apiKeyRequired", "true").apiKeyRequired() shouldBe true
            refusal { update("add", "/authorizationType", "x") } shouldBe
                "BadRequestException: Invalid patch operation specified. Must be one of: [replace]"
            refusal { update("replace", "/httpMethod", "POST") } shouldBe "BadRequestException: Invalid patch path /httpMethod"
        }

    @Test
    fun `stages have settings for methods, and keep their deployment`() =
        withApi { client, api ->
            api.mock("GET", "/")
            val deployment = client.createDeployment { it.restApiId(api.id) }.id()
            val stage = client.createStage { it.restApiId(api.id).stageName("s1").deploymentId(deployment).variables(mapOf("a" to "1")) }
            stage.cacheClusterStatusAsString() shouldBe "NOT_AVAILABLE"
            fun update(op: String, path: String, value: String? = null) =
                client.updateStage { it.restApiId(api.id).stageName("s1").patchOperations(patch(op, path, value)) }
            update("replace", "/*/*/throttling/burstLimit", "123").methodSettings()["*/*"]!!.throttlingBurstLimit() shouldBe 123
            update("replace", "/~1pets/GET/caching/enabled", "true").methodSettings()["~1pets/GET"]!!.cachingEnabled() shouldBe true
            update("remove", "/*/*").methodSettings().keys shouldBe setOf("~1pets/GET")
            refusal { update("remove", "/*/*") } shouldContain
                "Cannot remove method setting */* because there is no method setting for this method"
            refusal { update("replace", "/documentation_version", "1") } shouldContain
                "Invalid method setting path: /documentation_version. Must be one of: ["
            update("replace", "/variables/b", "2").variables() shouldBe mapOf("a" to "1", "b" to "2")
            refusal { client.deleteDeployment { it.restApiId(api.id).deploymentId(deployment) } } shouldBe
                "BadRequestException: Active stages pointing to this deployment must be moved or deleted"
            refusal { client.createStage { it.restApiId(api.id).stageName("s1").deploymentId(deployment) } } shouldBe
                "ConflictException: Stage already exists"
            client.tagResource { it.resourceArn("arn:aws:apigateway:us-east-1::/restapis/${api.id}/stages/s1").tags(mapOf("k" to "v")) }
            client.getStage { it.restApiId(api.id).stageName("s1") }.tags() shouldBe mapOf("k" to "v")
        }

    @Test
    fun `a canary takes its part of the requests until it is promoted`() =
        withApi { client, api ->
            api.mock("GET", "/hello", body = "old \$stageVariables.color").deploy()
            client.updateStage { it.restApiId(api.id).stageName("prod").patchOperations(patch("replace", "/variables/color", "red")) }
            val resource = api.resource("/hello")
            client.updateIntegrationResponse {
                it.restApiId(api.id).resourceId(resource).httpMethod("GET").statusCode("200")
                    .patchOperations(patch("replace", "/responseTemplates/application~1json", "new \$stageVariables.color"))
            }
            val canary =
                client.createDeployment {
                    it.restApiId(api.id).stageName("prod")
                        .canarySettings { c -> c.percentTraffic(40.0).stageVariableOverrides(mapOf("color" to "blue")) }
                }.id()
            fun hundred() = List(100) { apiGateway.api(api.id).get("/hello").body }.groupingBy { it }.eachCount()
            val answers = hundred()
            answers.keys shouldBe setOf("old red", "new blue")
            (answers.getValue("new blue") in 20..60) shouldBe true
            val copy = PatchOperation.builder().op("copy").from("/canarySettings/deploymentId").path("/deploymentId").build()
            val promoted =
                client.updateStage {
                    it.restApiId(api.id).stageName("prod").patchOperations(copy, patch("remove", "/canarySettings"))
                }
            promoted.deploymentId() shouldBe canary
            promoted.canarySettings() shouldBe null
            hundred() shouldBe mapOf("new red" to 100)
        }

    @Test
    fun `models, validators and gateway responses`() =
        withApi { client, api ->
            refusal { client.createModel { it.restApiId(api.id).name("M").contentType("application/json") } } shouldBe
                "BadRequestException: Model schema must have at least 1 property or array items defined"
            client.createModel { it.restApiId(api.id).name("M").contentType("application/json").schema("{}") }
            client.getModels { it.restApiId(api.id) }.items().map { it.name() } shouldBe listOf("Empty", "Error", "M")
            api.mock("GET", "/", more = { requestModels(mapOf("application/json" to "M")) })
            refusal { client.deleteModel { it.restApiId(api.id).modelName("M") } } shouldBe
                "ConflictException: Cannot delete model 'M', is referenced in method request: //GET"
            refusal { client.getModel { it.restApiId(api.id).modelName("None") } } shouldBe
                "NotFoundException: Invalid model name specified: None"
            val validator = client.createRequestValidator { it.restApiId(api.id).name("v") }
            validator.validateRequestBody() shouldBe false
            client.updateRequestValidator {
                it.restApiId(api.id).requestValidatorId(validator.id()).patchOperations(patch("replace", "/validateRequestBody", "true"))
            }.validateRequestBody() shouldBe true
            client.getGatewayResponses { it.restApiId(api.id) }.items().size shouldBe 21
            val token = client.getGatewayResponse { it.restApiId(api.id).responseType("MISSING_AUTHENTICATION_TOKEN") }
            token.statusCode() shouldBe "403"
            token.defaultResponse() shouldBe true
            client.putGatewayResponse { it.restApiId(api.id).responseType("MISSING_AUTHENTICATION_TOKEN").statusCode("404") }
            api.deploy()
            apiGateway.api("api").get("/none").status shouldBe 404
        }

    @Test
    fun `a method is tried without being deployed`() =
        withApi { client, api ->
            api.mock("GET", "/pets/{petId}", more = { authorizationType("AWS_IAM") }, body = """{"petId": "${'$'}input.params('petId')"}""")
            fun test(path: String?) =
                client.testInvokeMethod {
                    it.restApiId(api.id).resourceId(api.resource("/pets/{petId}")).httpMethod("GET").pathWithQueryString(path)
                }
            val tried = test("/pets/123?foo=bar")
            tried.status() shouldBe 200
            tried.body() shouldBe """{"petId": "123"}"""
            tried.headers() shouldBe mapOf("Content-Type" to "application/json")
            tried.log() shouldContain " : HTTP Method: GET, Resource Path: /pets/123\n"
            tried.log() shouldContain " : Method request path: {petId=123}\n"
            tried.log() shouldContain " : Method request query string: {foo=bar}\n"
            tried.log() shouldContain " : Method completed with status: 200\n"
            test(null).body() shouldBe """{"petId": "{petId}"}"""
            test("/random/test").body() shouldBe """{"petId": ""}"""
        }

    @Test
    fun `a domain name leads on to the API that its longest mapping names`() =
        withApi { client, api ->
            api.mock("GET", "/hello", body = "one").deploy()
            RestApi(client, "other").mock("GET", "/hello", body = "two").deploy()
            client.createDomainName {
                it.domainName("api.example.com").regionalCertificateArn("arn").endpointConfiguration { e -> e.typesWithStrings("REGIONAL") }
            }
                .regionalDomainName() shouldContain ".execute-api.us-east-1.amazonaws.com"
            fun map(path: String?, id: String) =
                client.createBasePathMapping { it.domainName("api.example.com").basePath(path).restApiId(id).stage("prod") }
            map(null, api.id).basePath() shouldBe "(none)"
            map("v2", apiGateway.api("other").id)
            refusal { map("v2", api.id) } shouldBe "ConflictException: Base path already exists for this domain name"
            send("GET", "api.example.com", "/hello").second shouldBe "one"
            send("GET", "api.example.com", "/v2/hello").second shouldBe "two"
        }
}
