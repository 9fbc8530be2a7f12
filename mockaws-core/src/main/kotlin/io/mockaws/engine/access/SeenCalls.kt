package io.mockaws.engine.access

import io.mockaws.engine.Catalogue
import io.mockaws.engine.Place
import io.mockaws.engine.Service
import io.mockaws.engine.ServiceState
import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.iam.Deed
import io.mockaws.iam.Principal
import io.mockaws.kit.Arn
import io.mockaws.testing.Call

/** What the calls of a journal have needed, worked out from what they were sent. */
internal class SeenCalls(
    private val world: World,
    private val catalogue: Catalogue,
) {
    /** What [calls] did, each thing once; what no service was there for is left out. */
    fun deeds(calls: Iterable<Call>): List<Deed> = calls.flatMap { deeds(it) }.distinct()

    private fun deeds(call: Call): List<Deed> {
        if (call.operation.isEmpty() || call.calledBy != null ||
            call.principal == Principal.ANONYMOUS.arn
        ) {
            return emptyList()
        }
        val entry =
            try {
                catalogue.serviceWith(call.service, call.operation)
            } catch (_: IllegalArgumentException) {
                return emptyList()
            }
        val principal = issuer(call.principal)
        return needs(entry.service, call).map { Deed(principal, it.action, it.resource) }
    }

    private fun <S : ServiceState<S>> needs(
        service: Service<S>,
        call: Call,
    ): List<Need> {
        if (AccessFacts.of(service.shape.name).isOpen) return emptyList()
        val context = world.context(service, Place(call.account, call.region))
        val input = call.input
        val missing =
            if (call.status == NOT_FOUND) {
                service.access.needsWhereMissing(call.operation, input, context)
            } else {
                emptyList()
            }
        return JudgedCall.needs(service, call.operation, input, context) + missing +
            service.access.needsOfParts(call.operation, input, context)
    }

    /** Sessions of one role need one policy. */
    private fun issuer(principal: String): String {
        val arn = Arn.parse(principal)?.takeIf { it.resource.startsWith(SESSION) } ?: return principal
        val name = arn.resource.split('/')[1]
        return world.links.roles?.role(arn.account, name, world)?.arn
            ?: "arn:${arn.partition}:iam::${arn.account}:role/$name"
    }

    private companion object {
        const val NOT_FOUND = 404
        const val SESSION = "assumed-role/"
    }
}
