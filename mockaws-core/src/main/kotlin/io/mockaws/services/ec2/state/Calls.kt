package io.mockaws.services.ec2.state

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.TagRules
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource

private const val ID_DIGITS = 16

/** A fresh id of [kind]: `i-0` and sixteen digits. */
internal fun Ec2Call.newId(kind: Kind): String = newId(kind.prefix)

internal fun Ec2Call.newId(prefix: String): String = "$prefix-0${ids.hex(ID_DIGITS)}"

/** What makes VPCs and their parts within [writer]. */
internal fun Ec2Call.new(writer: Writer): NewVpc = NewVpc(place, writer, { newId(it) }, { ids.nextNumber() })

/** A resource of [kind] with a fresh id, which its members have too. It is nowhere yet. */
internal fun Ec2Call.make(
    kind: Kind,
    members: Members,
    tags: Map<String, String> = emptyMap(),
    id: String = newId(kind),
): Resource = Resource(kind, id, ids.nextNumber(), mapOf<String, Any?>(kind.idMember to id) + members, tags)

/**
 * The resource of [kind] that is called [id].
 *
 * @throws AwsFault when there is none, or it cannot be an id
 */
internal fun Contents.need(
    kind: Kind,
    id: String?,
): Resource {
    if (id == null) throw Ec2Faults.missingParameter(kind.idMember)
    return find(kind, id) ?: throw notThere(kind, id)
}

/** Why there is no [id] of [kind]. */
internal fun notThere(
    kind: Kind,
    id: String,
): AwsFault =
    if (kind.malformed != null && !kind.isId(id)) Ec2Faults.malformed(kind, id) else Ec2Faults.missing(kind, id)

/**
 * The tags that [input] has for what is made as [kind].
 *
 * @param isService whether a service of AWS's asks, which has tags of its own
 */
internal fun tagsFor(
    kind: Kind,
    input: Members,
    member: String = "TagSpecifications",
    others: Set<Kind> = emptySet(),
    isService: Boolean = false,
): Map<String, String> {
    val specifications = input.parts(member)
    for (specification in specifications) {
        val type = specification.text("ResourceType")
            ?: throw AwsFault("InvalidParameter", "Tag specification resource type must have a value")
        if (type != kind.tagType && others.none { it.tagType == type }) {
            throw Ec2Faults.invalid("'$type' is not a valid taggable resource type for this operation.")
        }
    }
    val own = specifications.filter { it.text("ResourceType") == kind.tagType }
    if (own.any { it.parts("Tags").isEmpty() }) throw Ec2Faults.invalid("Tag specification must have at least one tag")
    return checkedTags(emptyMap(), own.flatMap { it.parts("Tags") }, isService)
}

/** [before] with [added], as EC2 lets them be. */
internal fun checkedTags(
    before: Map<String, String>,
    added: List<Members>,
    isService: Boolean = false,
): Map<String, String> {
    val pairs = added.map { it.text("Key").orEmpty() to (it["Value"] as? String).orEmpty() }
    for ((key, value) in pairs) {
        when {
            key.isEmpty() -> throw Ec2Faults.invalid("Tag key cannot be null or empty. Specify a tag key.")

            key.length > LONGEST_KEY -> throw Ec2Faults.invalid("Tag key exceeds the maximum length of 127 characters")

            value.length > LONGEST_VALUE ->
                throw Ec2Faults.invalid("Tag value exceeds the maximum length of 255 characters")

            key.startsWith("aws:") && !isService ->
                throw Ec2Faults.invalid("Tag keys starting with 'aws:' are reserved for internal use")
        }
    }
    val all = before + pairs
    if (all.size > TagRules.MOST) {
        throw AwsFault("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.")
    }
    return all
}

private const val LONGEST_KEY = 127
private const val LONGEST_VALUE = 255
