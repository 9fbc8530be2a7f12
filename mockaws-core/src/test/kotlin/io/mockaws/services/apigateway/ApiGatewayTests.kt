package io.mockaws.services.apigateway

import io.mockaws.MockAws
import io.mockaws.sdk.java.JavaSdk
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.readBytes
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import software.amazon.awssdk.services.apigateway.ApiGatewayClient
import software.amazon.awssdk.services.apigateway.model.IntegrationType
import software.amazon.awssdk.services.apigateway.model.PatchOperation
import software.amazon.awssdk.services.apigateway.model.PutIntegrationRequest
import software.amazon.awssdk.services.apigateway.model.PutMethodRequest
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client

internal fun MockAws.restApis(): ApiGatewayClient =
    JavaSdk(handler, region, accountId).configure(ApiGatewayClient.builder()).build()

internal fun MockAws.httpApis(): ApiGatewayV2Client =
    JavaSdk(handler, region, accountId).configure(ApiGatewayV2Client.builder()).build()

/** The URI of an integration that invokes the function at [arn]. */
internal fun uriOf(arn: String) = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/$arn/invocations"

/** A REST API that is being made: resources by path, methods with their integrations. */
internal class RestApi(
    val client: ApiGatewayClient,
    name: String,
) {
    val id: String = client.createRestApi { it.name(name) }.id()

    /** The id of the resource at [path], made with all above it. */
    fun resource(path: String): String {
        client.getResources { it.restApiId(id).limit(500) }.items().firstOrNull { it.path() == path }?.let { return it.id() }
        val parent = resource(path.substringBeforeLast('/').ifEmpty { "/" })
        return client.createResource { it.restApiId(id).parentId(parent).pathPart(path.substringAfterLast('/')) }.id()
    }

    fun method(
        method: String,
        path: String,
        more: PutMethodRequest.Builder.() -> Unit = {},
        integration: PutIntegrationRequest.Builder.() -> Unit,
    ): RestApi {
        val resource = resource(path)
        client.putMethod { it.restApiId(id).resourceId(resource).httpMethod(method).authorizationType("NONE").more() }
        client.putIntegration { it.restApiId(id).resourceId(resource).httpMethod(method).integration() }
        return this
    }

    /** [method] of [path] that the function at [arn] answers. */
    fun function(
        method: String,
        path: String,
        arn: String,
        more: PutMethodRequest.Builder.() -> Unit = {},
    ): RestApi =
        method(method, path, more) { type(IntegrationType.AWS_PROXY).integrationHttpMethod("POST").uri(uriOf(arn)) }

    /** [method] of [path] that answers [body] by itself. */
    fun mock(
        method: String,
        path: String,
        request: String = """{"statusCode": 200}""",
        more: PutMethodRequest.Builder.() -> Unit = {},
        body: String = "{}",
    ): RestApi {
        method(method, path, more) { type(IntegrationType.MOCK).requestTemplates(mapOf("application/json" to request)) }
        val resource = resource(path)
        client.putMethodResponse { it.restApiId(id).resourceId(resource).httpMethod(method).statusCode("200") }
        client.putIntegrationResponse {
            it.restApiId(id).resourceId(resource).httpMethod(method).statusCode("200")
                .responseTemplates(mapOf("application/json" to body))
        }
        return this
    }

    fun deploy(stage: String = "prod"): RestApi = apply { client.createDeployment { it.restApiId(id).stageName(stage) } }
}

internal fun patch(
    op: String,
    path: String,
    value: String? = null,
): PatchOperation = PatchOperation.builder().op(op).path(path).value(value).build()

internal fun jsonOf(text: String): JsonObject = Json.parseToJsonElement(text).jsonObject

internal fun JsonElement.at(path: String): JsonElement? =
    path.split('/').fold(this as JsonElement?) { at, name -> (at as? JsonObject)?.get(name) }

/** Sends a request as it comes to a server, and gives status and body. */
internal fun MockAws.send(
    method: String,
    host: String,
    path: String,
    headers: Map<String, String> = emptyMap(),
    body: String? = null,
): Pair<Int, String> {
    val fields = Headers.builder().add("Host", host)
    headers.forEach { (name, value) -> fields.add(name, value) }
    val content = body?.let { HttpBody.of(it) } ?: HttpBody.Empty
    val request =
        HttpRequest(method, path.substringBefore('?'), path.substringAfter('?', ""), fields.build(), content, "http://$host")
    val response = runBlocking { handler.handle(request) }
    return response.status to runBlocking { response.body.readBytes() }.decodeToString()
}
