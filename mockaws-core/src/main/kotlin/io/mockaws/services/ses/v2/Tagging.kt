package io.mockaws.services.ses.v2

import io.mockaws.kit.Arn
import io.mockaws.kit.TagRules
import io.mockaws.services.ses.configuration.configurationSet
import io.mockaws.services.ses.identity.changeIdentity
import io.mockaws.services.ses.identity.identity
import io.mockaws.services.ses.sending.template
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables

/** The kinds of things whose tags are kept here, as their ARNs call them. */
internal val TAGGED: Set<String> = setOf("identity", "configuration-set", "contact-list", "template")

/** Of `arn:aws:ses:us-east-1:123456789012:identity/example.com` the last two words; null for what is none. */
internal fun taggedOf(arn: String): Pair<String, String>? {
    val resource = Arn.parse(arn)?.resource ?: return null
    if ('/' !in resource) return null
    return resource.substringBefore('/') to resource.substringAfter('/')
}

/** The tags of the thing [name]. */
internal fun SesCall.tagsOf(
    kind: String,
    name: String,
): Map<String, String> =
    when (kind) {
        "identity" -> (identity(name) ?: throw SesApi.V2.noIdentity(name)).tags
        "configuration-set" -> configurationSet(name, SesApi.V2).tags
        "contact-list" -> contactList(name).tags
        else -> template(name, SesApi.V2).tags
    }

/** What [change] makes of them. */
internal fun SesCall.changeTags(
    kind: String,
    name: String,
    change: (Map<String, String>) -> Map<String, String>,
) {
    val tags = change(tagsOf(kind, name))
    when (kind) {
        "identity" -> changeIdentity(name, SesApi.V2) { it.copy(tags = tags) }
        "configuration-set" -> change(name) { it.copy(tags = tags) }
        "contact-list" -> state.write { this[SesTables.contactLists, name] = contactList(name).copy(tags = tags) }
        else -> state.write { this[SesTables.templates, name] = template(name, SesApi.V2).copy(tags = tags) }
    }
}

/** [existing] with [added], which are keys and values. */
internal fun tagged(
    existing: Map<String, String>,
    added: List<Pair<String?, String?>>,
): Map<String, String> {
    val violation = TagRules.violation(existing, added)
    if (violation != null) {
        throw SesApi.V2.invalid(
            when (violation.problem) {
                TagRules.Problem.TOO_MANY -> "A resource can't have more than ${TagRules.MOST} tags."
                TagRules.Problem.REPEATED -> "The tag key ${violation.key} is used more than once."
                TagRules.Problem.RESERVED -> "Tag keys that begin with aws: are reserved for AWS."
                else -> "The tag with the key ${violation.key} is invalid."
            },
        )
    }
    return existing + added.associate { (key, value) -> key.orEmpty() to value.orEmpty() }
}
