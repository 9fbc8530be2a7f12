package io.mockaws.engine.access

import io.mockaws.engine.CallContext
import io.mockaws.engine.ServiceState
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Principal
import io.mockaws.kit.Arn
import io.mockaws.wire.http.HttpRequest

/**
 * The condition keys of one need of a call; each is looked up when a policy asks for it.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
internal class RequestKeys<S : ServiceState<S>>(
    private val judged: JudgedCall<S>,
    private val need: Need,
) : ConditionKeys {
    private val call: CallContext<S> get() = judged.call
    private val caller: Caller get() = judged.caller
    private val request: HttpRequest? get() = judged.request

    override fun values(key: String): List<String>? {
        need.keys[key]?.let { return it }
        if (key.startsWith("aws:")) return global(key.substring("aws:".length))
        if (":resourcetag/" in key) return tag(key)
        return judged.facts.values(key, judged.input) ?: judged.access.values(key, need, judged.input, call)
    }

    private fun global(key: String): List<String>? =
        when {
            key.startsWith("principal") -> principal(key)
            key.startsWith("requesttag/") -> found(judged.input.requestedTags(), key)
            key.startsWith("resourcetag/") -> tag(key)
            key == "tagkeys" -> judged.input.requestedTagKeys()
            key == "currenttime" -> listOf("${call.now()}")
            key == "epochtime" -> listOf("${call.now().epochSeconds}")
            key == "securetransport" -> listOf("${call.origin.startsWith("https")}")
            key == "requestedregion" -> listOf(call.region)
            key == "resourceaccount" -> resourceAccount()
            key == "userid" -> caller.principal.userId.ifEmpty { null }?.let(::listOf)
            key == "username" -> userName()
            key == "sourceip" -> HERE.takeIf { isDirect }
            key == "useragent" -> request?.headers?.get("User-Agent")?.let(::listOf)
            key == "referer" -> request?.headers?.get("Referer")?.let(::listOf)
            key == "viaawsservice" -> listOf("${judged.via != null}")
            key == "calledvia" -> judged.via?.let(::listOf)
            key == "calledviafirst" || key == "calledvialast" -> judged.via?.let(::listOf)
            key == "sourcearn" -> judged.sourceArn?.let(::listOf)
            key == "sourceaccount" -> judged.sourceArn?.let { Arn.parse(it)?.account?.ifEmpty { null } }?.let(::listOf)
            else -> judged.access.values("aws:$key", need, judged.input, call) ?: session(key)
        }

    private fun resourceAccount(): List<String>? =
        (judged.sideOf(need, ConditionKeys.NONE).account ?: JudgedCall.accountIn(need.resource))?.let(::listOf)

    /** Whether the caller itself has sent the request. */
    private val isDirect get() = judged.via == null && caller.principal.type != Principal.Type.SERVICE

    private fun principal(key: String): List<String>? {
        val principal = caller.principal
        val isService = principal.type == Principal.Type.SERVICE
        return when {
            key.startsWith("principaltag/") -> found(caller.tags, key)

            key == "principalarn" -> principal.issuer.takeUnless {
                isService || principal.account.isEmpty()
            }?.let(::listOf)

            key == "principalaccount" -> principal.account.ifEmpty { null }?.let(::listOf)

            key == "principaltype" -> principal.type.word?.let(::listOf)

            key == "principalisawsservice" -> listOf("$isService")

            key == "principalservicename" -> principal.service?.let(::listOf)

            else -> null
        }
    }

    private fun session(key: String): List<String>? {
        val session = caller.session ?: return null
        return when (key) {
            "multifactorauthpresent" -> listOf("${session.isMfa}")
            "sourceidentity" -> session.sourceIdentity?.let(::listOf)
            "tokenissuetime" -> session.issuedAt?.let { listOf("$it") }
            "federatedprovider" -> session.provider?.let(::listOf)
            else -> null
        }
    }

    private fun userName(): List<String>? {
        val principal = caller.principal
        if (principal.type != Principal.Type.USER) return null
        return listOf(principal.arn.substringAfterLast('/'))
    }

    private fun tag(key: String): List<String>? = found(judged.access.tags(need.resource, call), key)

    private fun found(
        tags: Map<String, String>?,
        key: String,
    ): List<String>? {
        val name = key.substringAfter('/')
        return tags?.entries?.firstOrNull { it.key.equals(name, ignoreCase = true) }?.let { listOf(it.value) }
    }

    private companion object {
        /** All callers are on this machine, in process or through its server. */
        val HERE = listOf("127.0.0.1")
    }
}
