package io.mockaws.engine

import io.mockaws.wire.OperationShape
import io.mockaws.wire.codec.LegibleMembers
import io.mockaws.wire.codec.MembersSerializer
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.protocol.Protocol
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.SerialDescriptor
import java.util.concurrent.ConcurrentHashMap

/** A service with its protocols and its table laid out for look-up. Holds nothing that changes; one for the JVM. */
internal class ServiceEntry<S : ServiceState<S>>(
    val service: Service<S>,
) {
    val operations: Map<String, Operation<S, *, *>> = service.operations.associateBy { it.name }

    /** Operations that AWS has and the service has not. */
    val missing: Set<String> = service.missing.mapTo(HashSet()) { it.name }
    val protocols: List<Protocol> = service.protocols.map { it.create(service.shape, service.routes()) }
    private val legible = ConcurrentHashMap<String, OperationShape<Map<String, Any?>, Unit>>()
    private val canned = ConcurrentHashMap<String, OperationShape<*, Map<String, Any?>>>()

    /** [operation] with what can be read of an input that is malformed. */
    fun legible(operation: Operation<S, *, *>): OperationShape<Map<String, Any?>, Unit> =
        legible.computeIfAbsent(operation.name) {
            val members = LegibleMembers(operation.shape.input.descriptor, service.shape.memberNames)
            OperationShape(it, operation.shape.http) { members to Unit.serializer() }
        }

    /**
     * An operation with an output of members by AWS's names: what a test wants answered.
     *
     * @param foreign the shape of its output where the service has none of its own; null when nobody knows it
     */
    fun canned(
        operation: String,
        foreign: () -> SerialDescriptor?,
    ): OperationShape<*, Map<String, Any?>>? {
        canned[operation]?.let { return it }
        val own = operations[operation]?.shape
        val output = own?.output?.descriptor ?: foreign() ?: return null
        val http = own?.http ?: service.missing.firstOrNull { it.name == operation }?.http
        val members = MembersSerializer(output, service.shape.memberNames)
        return canned.computeIfAbsent(operation) { OperationShape(it, http) { Unit.serializer() to members } }
    }
}

/** Finds which service and operation a request is for, from what AWS itself goes by. */
internal class Router(
    private val entries: List<ServiceEntry<*>>,
) {
    val catalogue: Catalogue = Catalogue(entries)
    private val bySigningName = entries.groupBy { it.service.shape.signingName }
    private val byTarget = entries.filter {
        it.service.shape.targetPrefix != null
    }.associateBy { it.service.shape.targetPrefix }
    private val byHost = entries.associateBy { it.service.shape.endpointPrefix }

    /** Where a request belongs. [entry] and [protocol] are null when nothing here knows it. */
    class Route(
        val request: HttpRequest,
        val credentials: Credentials?,
        val entry: ServiceEntry<*>?,
        val protocol: Protocol?,
        val operation: String?,
    )

    fun route(request: HttpRequest): Route {
        val credentials = Credentials.of(request)
        for (entry in candidates(request, credentials)) {
            val normal = entry.service.normalize(request)
            for (protocol in entry.protocols) {
                val operation = protocol.operationName(normal) ?: continue
                // What a form says of its sender is seen when it is told as the call that it stands for.
                return Route(normal, credentials ?: Credentials.of(normal), entry, protocol, operation)
            }
        }
        val entry = candidates(request, credentials).firstOrNull()
        val protocol = entry?.protocols?.let { all -> all.firstOrNull { it.resembles(request) } ?: all.first() }
        return Route(request, credentials, entry, protocol, null)
    }

    /** The scope of the signature decides; an unsigned request is told by target, host, and last by its form. */
    private fun candidates(
        request: HttpRequest,
        credentials: Credentials?,
    ): List<ServiceEntry<*>> {
        credentials?.service?.let { name -> return bySigningName[name].orEmpty() }
        request.headers["X-Amz-Target"]?.let { target ->
            return listOfNotNull(byTarget[target.substringBeforeLast('.')])
        }
        val labels = request.host.split('.')
        labels.firstNotNullOfOrNull { byHost[it] }?.let { return listOf(it) }
        // Unsigned, to an address that says nothing: Query and rpcv2Cbor name themselves, and what is left is S3's.
        return entries.sortedBy { it.service.shape.isS3 }
    }
}
