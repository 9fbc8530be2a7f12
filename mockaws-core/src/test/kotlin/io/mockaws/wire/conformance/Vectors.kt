package io.mockaws.wire.conformance

import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.mockaws.wire.ErrorShape
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.OperationShape
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import io.mockaws.wire.http.readBytes
import io.mockaws.wire.protocol.Protocol
import io.mockaws.wire.protocol.ProtocolFactory
import software.amazon.smithy.aws.traits.protocols.AwsQueryErrorTrait
import software.amazon.smithy.model.Model
import software.amazon.smithy.model.knowledge.TopDownIndex
import software.amazon.smithy.model.shapes.ServiceShape
import software.amazon.smithy.model.shapes.Shape
import software.amazon.smithy.model.shapes.ShapeId
import software.amazon.smithy.model.traits.ErrorTrait
import software.amazon.smithy.model.traits.HttpErrorTrait
import software.amazon.smithy.protocoltests.traits.AppliesTo
import software.amazon.smithy.protocoltests.traits.HttpMalformedRequestTestCase
import software.amazon.smithy.protocoltests.traits.HttpMalformedRequestTestsTrait
import software.amazon.smithy.protocoltests.traits.HttpMessageTestCase
import software.amazon.smithy.protocoltests.traits.HttpRequestTestCase
import software.amazon.smithy.protocoltests.traits.HttpRequestTestsTrait
import software.amazon.smithy.protocoltests.traits.HttpResponseTestCase
import software.amazon.smithy.protocoltests.traits.HttpResponseTestsTrait
import java.util.Base64

/** One official vector, of which a request and a response may share the id; [check] throws when the protocol does not do as it says. */
internal class Vector(
    val protocol: String,
    val id: String,
    /** Malformed requests are counted apart: what is wrong with them is often for a service to say. */
    val malformed: Boolean,
    val check: suspend () -> Unit,
)

/** The vectors of one service of the model that a server has to satisfy. */
internal class ServiceVectors(
    private val model: Model,
    private val service: ServiceShape,
    private val protocolId: ShapeId,
    factory: ProtocolFactory,
) {
    private val shapes = ModelShapes(model)
    private val operations =
        TopDownIndex.of(model).getContainedOperations(service).filterNot { it.hasTag("client-only") }
    private val wire: Map<ShapeId, OperationShape<Any, Any>> = operations.associate { it.id to shapes.operation(it) }
    private val protocol: Protocol = factory.create(shapes.service(service, errorNamespace()), wire.values.toList())

    /** awsJson1_1 is shown with bare codes, the others with the namespace; clients read both. */
    private fun errorNamespace() = service.id.namespace.takeIf { protocolId.name != "awsJson1_1" }

    fun all(): List<Vector> =
        operations.flatMap { operation ->
            val shape = wire.getValue(operation.id)
            requests(operation).map { case ->
                vector("${case.id}/request") { checkRequest(case, shape, model.expectShape(operation.inputShape)) }
            } +
                responses(operation).map { case ->
                    vector("${case.id}/response") { checkResponse(case, shape, model.expectShape(operation.outputShape)) }
                } +
                malformed(operation).map { case -> vector("${case.id}/malformed", malformed = true) { checkMalformed(case, shape) } }
        } + errors()

    private fun errors(): List<Vector> =
        operations.flatMap { it.getErrors(service) }.distinct().map { model.expectShape(it) }.flatMap { error ->
            responses(error).map { case -> vector("${case.id}/error") { checkError(case, error) } }
        }

    private fun vector(
        id: String,
        malformed: Boolean = false,
        check: suspend () -> Unit,
    ) = Vector(protocolId.name, id, malformed, check)

    private fun requests(shape: Shape): List<HttpRequestTestCase> =
        shape.getTrait(HttpRequestTestsTrait::class.java).map { it.testCases.filter(::applies).filterNot(::isZipped) }.orElse(emptyList())

    /** Vectors for compression tell the headers alone: there is nothing to decode. */
    private fun isZipped(case: HttpRequestTestCase) = case.body.isEmpty && case.headers["Content-Encoding"].orEmpty().contains("gzip")

    private fun responses(shape: Shape): List<HttpResponseTestCase> =
        shape.getTrait(HttpResponseTestsTrait::class.java).map { it.testCases.filter(::applies) }.orElse(emptyList())

    private fun malformed(shape: Shape): List<HttpMalformedRequestTestCase> =
        shape
            .getTrait(HttpMalformedRequestTestsTrait::class.java)
            .map { trait -> trait.testCases.filter { it.protocol == protocolId } }
            .orElse(emptyList())

    private fun applies(case: HttpMessageTestCase) =
        case.protocol == protocolId && case.appliesTo.orElse(AppliesTo.SERVER) == AppliesTo.SERVER

    private suspend fun checkRequest(
        case: HttpRequestTestCase,
        operation: OperationShape<Any, Any>,
        input: Shape,
    ) {
        val host = case.resolvedHost.or { case.host }.orElse("example.com")
        val request =
            request(
                case.method,
                pathStyle(host) + case.uri,
                case.queryParams,
                complete(case, operation),
                case.body.orElse(""),
                case.bodyMediaType.orElse(null),
                host
            )
        protocol.operationName(request) shouldBe operation.name
        val actual = protocol.decode(operation, request, UnknownMembers.Ignore)
        ModelValues.normal(actual) shouldBe ModelValues.normal(shapes.values.of(input, case.params))
    }

    private suspend fun checkResponse(
        case: HttpResponseTestCase,
        operation: OperationShape<Any, Any>,
        output: Shape,
    ) {
        val value = if (operation.output.descriptor.serialName == "kotlin.Unit") Unit else shapes.values.of(output, case.params)!!
        compare(case, protocol.encode(operation, value, requestId(case)))
    }

    private suspend fun checkError(
        case: HttpResponseTestCase,
        error: Shape,
    ) {
        val query = error.getTrait(AwsQueryErrorTrait::class.java).orElse(null)
        val status =
            error.getTrait(HttpErrorTrait::class.java).map { it.code }.orElseGet {
                error.expectTrait(ErrorTrait::class.java).defaultHttpStatusCode
            }
        val isQuery = protocolId.name == "awsQuery"
        val shape =
            ErrorShape(
                code = if (isQuery && query != null) query.code else error.id.name,
                message = message(case),
                status = if (isQuery && query != null) query.httpResponseCode else status,
                queryCode = query?.code ?: error.id.name,
                detail = ErrorShape.Detail(shapes.serializer(error), shapes.values.of(error, case.params)!!),
            )
        compare(case, protocol.encodeError(shape, requestId(case)))
    }

    private suspend fun checkMalformed(
        case: HttpMalformedRequestTestCase,
        operation: OperationShape<Any, Any>,
    ) {
        val it = case.request
        val uri = it.uri.orElse(operation.http?.pattern ?: "/")
        val request = request(it.method, uri, it.queryParams, it.headers, it.body.orElse(""), null, it.host.orElse("example.com"))
        val name = protocol.operationName(request)
        val failure =
            try {
                name shouldBe operation.name
                protocol.decode(operation, request, UnknownMembers.Ignore)
                null
            } catch (expected: MalformedRequest) {
                expected
            }
        failure shouldNotBe null
        val response = protocol.encodeError(protocol.malformed(failure!!), "request-id")
        response.status shouldBe case.response.code
        case.response.headers.forEach { (key, value) -> response.headers[key] shouldBe value }
    }

    /** S3's service takes a bucket out of the host before its protocol sees the request; so it is here. */
    private fun pathStyle(host: String): String =
        if (service.id.name == "AmazonS3" && !host.startsWith("s3.")) "/" + host.substringBefore(".s3") else ""

    /** Vectors name the headers that they are about, and a few leave out the one that names the operation or its body. */
    private fun complete(
        case: HttpRequestTestCase,
        operation: OperationShape<Any, Any>,
    ): Map<String, String> {
        val headers = case.headers
        if (protocolId.name ==
            "restJson1"
        ) {
            return case.bodyMediaType.filter { it == "application/json" }.map { mapOf("Content-Type" to it) + headers }.orElse(headers)
        }
        if (!protocolId.name.startsWith("awsJson")) return headers
        val version = protocolId.name.removePrefix("awsJson").replace('_', '.')
        val basic = mapOf("X-Amz-Target" to "${service.id.name}.${operation.name}", "Content-Type" to "application/x-amz-json-$version")
        return basic + headers
    }

    private fun request(
        method: String,
        uri: String,
        query: List<String>,
        headers: Map<String, String>,
        body: String,
        mediaType: String?,
        host: String,
    ): HttpRequest {
        val bytes = if (mediaType == "application/cbor" ||
            headers["Content-Type"] == "application/cbor"
        ) {
            Base64.getDecoder().decode(body)
        } else {
            body.encodeToByteArray()
        }
        val fields = Headers.builder()
        headers.forEach { (name, value) -> fields.add(name, value) }
        val inUri = uri.substringAfter('?', "")
        val all = listOf(inUri).filter { it.isNotEmpty() } + query
        return HttpRequest(method, uri.substringBefore('?'), all.joinToString("&"), fields.build(), HttpBody.Bytes(bytes), "https://$host")
    }

    /** That of the body, where it is no member of the error. */
    private fun message(case: HttpResponseTestCase): String? =
        if (case.params.members.keys.any { it.value.equals("message", ignoreCase = true) }) {
            null
        } else {
            Regex("<Message>(.*?)</").find(case.body.orElse(""))?.groupValues?.get(1)
        }

    /** Some vectors have one, in their body or header. */
    private fun requestId(case: HttpResponseTestCase): String =
        Regex("<[Rr]equest(?:Id|ID)>(.*?)</").find(case.body.orElse(""))?.groupValues?.get(1)
            ?: case.headers.entries.firstOrNull { it.key.equals("x-amzn-requestid", ignoreCase = true) }?.value
            ?: "request-id"

    private suspend fun compare(
        case: HttpResponseTestCase,
        response: HttpResponse,
    ) {
        response.status shouldBe case.code
        for ((name, value) in case.headers) (name to response.headers.all(name).joinToString(", ")) shouldBe (name to value)
        for (name in case.forbidHeaders) (name to response.headers[name]) shouldBe (name to null)
        for (name in case.requireHeaders) (name to (name in response.headers)) shouldBe (name to true)
        if (case.body.isPresent) Bodies.compare(case.bodyMediaType.orElse(null), case.body.get(), response.body.readBytes())
    }
}
