package io.mockaws.engine.access

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.engine.Service
import io.mockaws.engine.ServiceState
import io.mockaws.iam.AccessRequest
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Evaluation
import io.mockaws.iam.Judgement
import io.mockaws.iam.ResourceSide
import io.mockaws.kit.Arn
import io.mockaws.wire.http.HttpRequest
import io.mockaws.wire.protocol.Protocol

/** Whether a call is allowed, as its handler asks where AWS answers part by part. */
internal interface Permissions {
    /** AWS's refusal of [action] on [resource]; null where it is allowed. */
    fun refusal(
        action: String,
        resource: String,
        keys: Map<String, List<String>> = emptyMap(),
    ): AwsFault?
}

/** A call before the policies. */
internal class JudgedCall<S : ServiceState<S>>(
    private val service: Service<S>,
    private val protocol: Protocol?,
    val operation: String,
    val input: Map<String, Any?>,
    val call: CallContext<S>,
    val caller: Caller,
    /** Null for a call that no client has sent. */
    val request: HttpRequest?,
    /** The service that makes the call in the caller's name; null where the caller makes it. */
    val via: String? = null,
    /** The resource for which a service calls. */
    val sourceArn: String? = null,
) : Permissions {
    val access: ServiceAccess<S> get() = service.access
    val facts: AccessFacts = AccessFacts.of(service.shape.name)

    /** What was decided last, for the journal; null where nothing had to be. */
    var decision: String? = null
        private set

    /** @throws AwsFault where a policy does not allow all that the call needs */
    fun admit() {
        if (facts.isOpen) return
        val missing = access.needsWhereMissing(operation, input, call)
        for (need in needs(service, operation, input, call) + missing) {
            val judgement = judge(need)
            decision = "${need.action} $judgement"
            if (!judgement.isAllowed) throw fault(need, judgement)
        }
    }

    override fun refusal(
        action: String,
        resource: String,
        keys: Map<String, List<String>>,
    ): AwsFault? {
        val need = Need(action, resource, keys)
        val judgement = judge(need)
        if (decision == null || !judgement.isAllowed) decision = "${need.action} $judgement"
        return if (judgement.isAllowed) null else fault(need, judgement)
    }

    private fun judge(need: Need): Judgement {
        val keys = RequestKeys(this, need)
        val side = sideOf(need, keys)
        val request = AccessRequest(caller.principal, need.action, need.resource, keys)
        return Evaluation(request, caller.policies, side).judge()
    }

    /** A need may be of another service's: a key of KMS's that S3 encrypts under. */
    fun sideOf(
        need: Need,
        keys: ConditionKeys,
    ): ResourceSide =
        if (need.action.startsWith(facts.prefix) && need.action.getOrNull(facts.prefix.length) == ':') {
            access.resource(need, caller.principal, keys, call)
        } else {
            call.world.links.resources?.sideOf(need, caller.principal, keys, call) ?: ServiceAccess.NOTHING
        }

    private fun fault(
        need: Need,
        judgement: Judgement,
    ): AwsFault {
        val side = sideOf(need, RequestKeys(this, need))
        val account = side.account ?: accountIn(need.resource)
        val isForeign = (account != null && account != caller.principal.account) || side.onlyDenies
        return AccessFaults(service.shape, protocol, facts).denied(caller.principal, need, judgement, isForeign)
    }

    companion object {
        /** The account that an ARN names; null for none. */
        fun accountIn(resource: String): String? = Arn.parse(resource)?.account?.ifEmpty { null }

        /** What [operation] has to be allowed, by lines, by what the service says, and last by names. */
        fun <S : ServiceState<S>> needs(
            service: Service<S>,
            operation: String,
            input: Map<String, Any?>,
            call: CallContext<S>,
        ): List<Need> {
            val facts = AccessFacts.of(service.shape.name)
            val access = service.access
            val own =
                facts.needs(operation, input, access, call) ?: access.needs(operation, input, call)
                    ?: listOf(Need("${facts.prefix}:$operation", Need.ANY))
            return own + access.furtherNeeds(operation, input, call)
        }
    }
}
