package io.mockaws.engine.access

import io.mockaws.engine.CallContext
import io.mockaws.engine.ServiceState
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.MalformedPolicy
import io.mockaws.iam.Policy
import io.mockaws.iam.PolicyDocument
import io.mockaws.iam.Principal
import io.mockaws.iam.ResourceSide

/**
 * What a service tells to whoever judges its calls. Each answer is about the state as it is; nothing of it is asked for
 * where calls are not judged.
 */
internal open class ServiceAccess<S : ServiceState<S>> {
    /** The ARN of what a call names by [value] in a place that [AccessFacts] calls [kind]; null for what is not known. */
    open fun arn(
        kind: String,
        value: Any,
        call: CallContext<S>,
    ): String? = null

    /** What [operation] needs, where no line of [AccessFacts] tells; null where names do. */
    open fun needs(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<S>,
    ): List<Need>? = null

    /** What it needs beside what lines or names tell: a key of KMS. */
    open fun furtherNeeds(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<S>,
    ): List<Need> = emptyList()

    /** What it needs beside all that so that who asks for what is not there learns that it is not. */
    open fun needsWhereMissing(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<S>,
    ): List<Need> = emptyList()

    /** What a handler asks for itself, part by part, and answers for part by part. */
    open fun needsOfParts(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<S>,
    ): List<Need> = emptyList()

    /** Who makes a call that nobody has signed, where the service goes by another proof; null where it goes by none. */
    open fun stranger(
        operation: String,
        input: Map<String, Any?>,
        call: CallContext<S>,
    ): Principal? = null

    /**
     * Whether calls that the service [sender] makes for others are judged by policies of resources; not so where it acts
     * by a role that it was given.
     */
    open fun judges(sender: String): Boolean = false

    /** What says something of [need] on the side of its resource. */
    open fun resource(
        need: Need,
        principal: Principal,
        keys: ConditionKeys,
        call: CallContext<S>,
    ): ResourceSide = NOTHING

    /** The tags of the resource [arn], for `aws:ResourceTag`; null where there is no such thing. */
    open fun tags(
        arn: String,
        call: CallContext<S>,
    ): Map<String, String>? = null

    /**
     * The values of a condition key, in small letters: of one of the service's own, or of one of all services' that the
     * call itself says more of than the caller's session. Null where the call has no such key.
     */
    open fun values(
        key: String,
        need: Need,
        input: Map<String, Any?>,
        call: CallContext<S>,
    ): List<String>? = null

    companion object {
        /** Of what has no policy of its own. */
        val NOTHING: ResourceSide = ResourceSide()

        /** The policy that a resource has; one that is none allows nobody anything. */
        fun policy(
            name: String,
            json: String?,
        ): Policy? =
            json?.let {
                try {
                    Policy(name, PolicyDocument.of(it))
                } catch (_: MalformedPolicy) {
                    null
                }
            }
    }
}
