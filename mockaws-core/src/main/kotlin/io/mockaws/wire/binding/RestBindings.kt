package io.mockaws.wire.binding

import io.mockaws.wire.HttpTrait
import io.mockaws.wire.MemberNames
import io.mockaws.wire.OperationShape
import io.mockaws.wire.codec.DocumentCodec
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.http.HttpResponse
import kotlinx.serialization.KSerializer
import java.util.concurrent.ConcurrentHashMap

/** What the REST protocols share: routes, the bindings of shapes as they are met, and the message around an answer. */
internal class RestBindings(
    operations: List<OperationShape<*, *>>,
    private val names: MemberNames,
    private val codec: DocumentCodec,
    private val allParameters: Boolean = true,
) {
    private val routes = RouteTable(operations)
    private val inputs = ConcurrentHashMap<OperationShape<*, *>, RequestBinding<*>>()
    private val outputs = ConcurrentHashMap<KSerializer<*>, ResponseBinding<*>>()

    fun operationName(request: HttpRequest): String? = routes.find(request)

    fun http(operation: OperationShape<*, *>): HttpTrait =
        operation.http ?: error("${operation.name} has no http trait")

    @Suppress("UNCHECKED_CAST")
    fun <I : Any> request(operation: OperationShape<I, *>): RequestBinding<I> =
        (
            inputs[operation]
                ?: inputs.computeIfAbsent(operation) {
                    RequestBinding(operation.input, http(operation), names, codec, allParameters)
                }
            ) as RequestBinding<I>

    @Suppress("UNCHECKED_CAST")
    fun <T : Any> response(serializer: KSerializer<T>): ResponseBinding<T> =
        (
            outputs[serializer] ?: outputs.computeIfAbsent(serializer) { ResponseBinding(serializer, names) }
            ) as ResponseBinding<T>

    /** [headers] first, then what was bound; type and length where no member says them and the status allows a body. */
    fun message(
        headers: Headers.Builder,
        response: BoundResponse,
        status: Int,
    ): HttpResponse {
        val own = response.headers.build()
        headers.addAll(own)
        response.contentType?.let { if ("Content-Type" !in own) headers.add("Content-Type", it) }
        val length = response.body.contentLength
        if (length != null && status != NO_CONTENT && status != NOT_MODIFIED && "Content-Length" !in own) {
            headers.add("Content-Length", length.toString())
        }
        return HttpResponse(status, headers.build(), response.body)
    }

    companion object {
        const val NO_CONTENT: Int = 204
        const val NOT_MODIFIED: Int = 304
    }
}
