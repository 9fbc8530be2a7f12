package io.mockaws.engine

import io.mockaws.model.ServiceFacts
import io.mockaws.model.ServiceIndex
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.protocol.Protocol
import io.mockaws.wire.protocol.formVersion

/** Finds which service and operation a request is for, from what AWS itself goes by. */
internal class Router(
    /** The services that somebody has written, as far as this mock has them. */
    private val written: List<ServiceEntry<*>>,
    /** Any service of AWS's by its name, where this mock has it. */
    private val named: (String) -> ServiceEntry<*>?,
) {
    val catalogue: Catalogue = Catalogue(named)
    private val bySigningName = written.groupBy { it.service.shape.signingName }
    private val byTarget = written.filter { it.service.shape.targetPrefix != null }
        .associateBy { it.service.shape.targetPrefix }

    /** Where a request belongs. [entry] and [protocol] are null when nothing here knows it. */
    class Route(
        val request: HttpRequest,
        val credentials: Credentials?,
        val entry: ServiceEntry<*>?,
        val protocol: Protocol?,
        val operation: String?,
    )

    private val claimants = written.filter { it.service.hasAddresses }

    /** Whose address [request] is sent to, where that is one that no model tells; null where it is none such. */
    fun claimant(
        request: HttpRequest,
        world: World,
    ): ServiceEntry<*>? = claimants.firstOrNull { it.service.claims(request, world) }

    /** @param claimant whose the request is whatever it looks like; null where its form decides */
    fun route(
        request: HttpRequest,
        claimant: ServiceEntry<*>? = null,
    ): Route {
        val credentials = Credentials.of(request)
        val candidates = claimant?.let { listOf(it) } ?: candidates(request, credentials)
        var unknown: Route? = null
        for (entry in candidates) {
            val normal = entry.service.normalize(request)
            for (protocol in entry.protocols) {
                val operation = protocol.operationName(normal) ?: continue
                // What a form says of its sender is seen when it is told as the call that it stands for.
                val route = Route(normal, credentials ?: Credentials.of(normal), entry, protocol, operation)
                if (entry.operation(operation) != null || candidates.size == 1) return route
                if (unknown == null || (!unknown.isKnown && route.isKnown)) unknown = route
            }
        }
        unknown?.let { return it }
        val entry = candidates.firstOrNull()
        val protocol = entry?.protocols?.let { all -> all.firstOrNull { it.resembles(request) } ?: all.first() }
        return Route(request, credentials, entry, protocol, null)
    }

    private val Route.isKnown: Boolean get() = entry!!.has(operation!!)

    /** The scope of the signature decides; an unsigned request is told by target, host, and last by its form. */
    private fun candidates(
        request: HttpRequest,
        credentials: Credentials?,
    ): List<ServiceEntry<*>> {
        credentials?.service?.let { return signedAs(it, request) }
        request.headers["X-Amz-Target"]?.let { header ->
            val target = header.substringBeforeLast('.')
            return byTarget[target]?.let { listOf(it) } ?: entries(ServiceIndex.targetedBy(target))
        }
        return entries(ServiceIndex.at(request.host)).ifEmpty { atOwnHost(request.host) ?: byForm(request) }
    }

    /** Where several services sign by one [name], the API version of a form, the host and the path tell them apart. */
    private fun signedAs(
        name: String,
        request: HttpRequest,
    ): List<ServiceEntry<*>> {
        val own = bySigningName[name].orEmpty()
        if (own.isNotEmpty()) besides(own, name, request)?.let { return it }
        if (own.isNotEmpty() && (own.none { it.service.shape.isS3 } || !isOfS3Control(request))) return own
        val all = ServiceIndex.signedAs(name)
        if (all.size < 2) return entries(all)
        val hosted = ServiceIndex.at(request.host).filter { it in all }
        val version = request.formVersion()?.let { wanted -> all.filter { it.version == wanted } }.orEmpty()
        return entries((hosted + version + all).distinct())
    }

    /**
     * Who signs by the same [name] as the written [own] and takes forms of the version that [request] has: classic load balancers, whose
     * operations are called as those of the others; null for nobody.
     */
    private fun besides(
        own: List<ServiceEntry<*>>,
        name: String,
        request: HttpRequest,
    ): List<ServiceEntry<*>>? {
        val all = ServiceIndex.signedAs(name)
        if (all.size <= own.size) return null
        val version = request.formVersion() ?: return null
        val meant = all.filter { it.version == version && it.speaksQuery }
        if (meant.any { facts -> own.any { it.name == facts.name } }) return null
        return entries(meant).ifEmpty { null }
    }

    /** S3 takes every path, so who signs by its name without being S3 has to be looked for first. */
    private fun isOfS3Control(request: HttpRequest) =
        request.path.startsWith("/v20180820/") || ".s3-control." in request.host

    private fun entries(services: List<ServiceFacts>): List<ServiceEntry<*>> = services.mapNotNull { named(it.name) }

    /** A service that is named in a host of our own: `sqs.us-east-1.localhost`. */
    private fun atOwnHost(host: String): List<ServiceEntry<*>>? {
        val labels = host.split('.')
        val found = written.firstOrNull { it.service.shape.endpointPrefix in labels } ?: return null
        return listOf(found)
    }

    /**
     * Unsigned, to an address that says nothing: Query and rpcv2Cbor name themselves, and what is left is S3's. Who has
     * addresses of its own alone has claimed by now what is for it.
     */
    private fun byForm(request: HttpRequest): List<ServiceEntry<*>> {
        val rpc = request.path.substringAfter("/service/", "").substringBefore('/')
        val others =
            when {
                rpc.isNotEmpty() && "Smithy-Protocol" in request.headers -> ServiceIndex.ofShape(rpc)
                else -> request.formVersion()?.let { ServiceIndex.ofVersion(it) }.orEmpty()
            }
        val left = written.filterNot { it.service.isByAddressAlone }
        return (entries(others) + left.sortedBy { it.service.shape.isS3 }).distinct()
    }
}
