package io.mockaws.services.ec2.resource

import io.mockaws.derive.TreeSerializer
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import kotlinx.serialization.Serializable

/** Something in EC2: a VPC, an instance, a rule. Immutable. */
@Serializable
internal data class Resource(
    val kind: Kind,
    val id: String,
    /** Its place among all of its kind, which is the order of lists. */
    val number: Long,
    /** What EC2 shows of it by AWS's names, and what it needs to know beside; only what the model has goes out. */
    @Serializable(with = TreeSerializer::class)
    val members: Members,
    val tags: Map<String, String> = emptyMap(),
) {
    operator fun get(name: String): Any? = members[name]

    fun text(name: String): String? = members.text(name)

    fun flag(name: String): Boolean = members.flag(name) == true

    fun int(name: String): Int? = members.number(name)

    fun part(name: String): Members? = members.part(name)

    fun parts(name: String): List<Members> = members.parts(name)

    fun texts(name: String): List<String> = members.texts(name)

    /** The same with [changes]; null takes a member away. */
    fun with(vararg changes: Pair<String, Any?>): Resource = with(changes.toMap())

    fun with(changes: Members): Resource = copy(members = (members + changes).filterValues { it != null })

    /** What EC2 shows of it where it is made. */
    val shown: Members get() = if (tags.isEmpty()) members else members + (kind.tagMember to tagList(tags))

    /** What it shows of it in lists, most of which tell of no tags by an empty list. */
    val listed: Members
        get() = if (tags.isEmpty() && kind in SILENT) members else members + (kind.tagMember to tagList(tags))
}

/** What has no list of tags where it has none. */
private val SILENT =
    setOf(
        Kind.ADDRESS,
        Kind.FLEET,
        Kind.IMAGE,
        Kind.INSTANCE,
        Kind.INSTANCE_TYPE,
        Kind.LAUNCH_TEMPLATE,
        Kind.SECURITY_GROUP,
        Kind.SNAPSHOT,
        Kind.SPOT_REQUEST,
        Kind.VOLUME,
    )

/** All texts at [path] of these members: names with dots between them, through lists too. */
internal fun Members.at(path: String): List<String> {
    val found = ArrayList<String>(1)
    collect(this, path, 0, found)
    return found
}

private fun collect(
    value: Any?,
    path: String,
    from: Int,
    found: MutableList<String>,
) {
    when (value) {
        null -> return

        is List<*> -> value.forEach { collect(it, path, from, found) }

        is Map<*, *> -> {
            if (from > path.length) return
            val end = path.indexOf('.', from).let { if (it < 0) path.length else it }
            collect(value[path.substring(from, end)], path, end + 1, found)
        }

        else -> found += value.toString()
    }
}
