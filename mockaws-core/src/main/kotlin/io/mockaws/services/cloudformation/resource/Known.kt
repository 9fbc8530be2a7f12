package io.mockaws.services.cloudformation.resource

import io.mockaws.engine.Place
import io.mockaws.kit.Arn
import io.mockaws.services.cloudformation.template.scalar
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What is known of a resource when a call for it is made. */
internal class Known(
    private val spec: ResourceSpec,
    private val place: Place,
    val properties: JsonObject,
    /** What calls have answered so far. */
    val attributes: JsonObject,
    /** What `Ref` gives. */
    val id: String?,
    /** The item at hand. */
    private val item: JsonElement? = null,
    /** The properties that `*` means. */
    val rest: JsonObject = properties,
    /** The properties that have changed; all of them where it is new. */
    val changed: Set<String> = properties.keys,
) {
    val region: String get() = place.region

    fun with(item: JsonElement): Known = Known(spec, place, properties, attributes, id, item, rest, changed)

    fun withRest(rest: JsonObject): Known = Known(spec, place, properties, attributes, id, item, rest, changed)

    fun withChanged(changed: Set<String>): Known = Known(spec, place, properties, attributes, id, item, rest, changed)

    /** What stands at [path], of the properties or of what calls have answered. */
    fun at(path: String): JsonElement? {
        val parts = path.split('.')
        if (parts[0] == "it") return item?.let { below(it, parts.drop(1)) }
        if (parts[0].startsWith('@')) return found(attributes, parts[0].drop(1))?.let { below(it, parts.drop(1)) }
        return own(properties, parts[0])?.let { below(it, parts.drop(1)) }
            ?: found(attributes, parts[0])?.let { below(it, parts.drop(1)) }
    }

    /** The same by the names that a thing of [ResourceSpec.noun] may have for it. */
    fun named(name: String): JsonElement? =
        at(name) ?: at(spec.noun + name)
            ?: if (name.startsWith(spec.noun, ignoreCase = true)) at(name.drop(spec.noun.length)) else null

    /** What the member [name] of a call that means the resource is set to; one with a star is the only one that says which. */
    fun identity(name: String): JsonElement? {
        val member = name.removeSuffix("*")
        val single = member.removeSuffix("s")
        return named(member) ?: named(single)
            ?: if (name.endsWith('*') || isOwnId(single)) id?.let(::JsonPrimitive) else null
    }

    /** Its ARN, from what calls have answered, from its id or from the form of such ARNs. */
    val arn: String?
        get() = named("Arn")?.scalar ?: id?.takeIf { it.startsWith("arn:") } ?: spec.arn?.let(::filled)

    private fun isOwnId(member: String) = ID_ENDINGS.any { member.equals(spec.noun + it, ignoreCase = true) }

    /** [text] with its places filled; null where one of them is unknown. */
    fun filled(text: String): String? {
        var isWhole = true
        val made =
            PLACE.replace(text) { match ->
                val value =
                    when (val name = match.groupValues[1]) {
                        "Partition" -> Arn.partitionOf(place.region)

                        "Region" -> place.region

                        "Account", "AccountId" -> place.account

                        "@" -> id

                        else -> (
                            named(
                                name
                            ) ?: if (name.startsWith(spec.noun)) id?.let(::JsonPrimitive) else null
                            )?.scalar
                    }
                value ?: "".also { isWhole = false }
            }
        return made.takeIf { isWhole }
    }

    private fun below(
        json: JsonElement,
        path: List<String>,
    ): JsonElement? =
        path.fold(json as JsonElement?) { at, name ->
            when (at) {
                is JsonObject -> own(at, name)
                is JsonArray -> name.toIntOrNull()?.let(at::getOrNull)
                else -> null
            }
        }

    private fun own(
        json: JsonObject,
        name: String,
    ): JsonElement? = (
        json[name] ?: json.entries.firstOrNull {
            it.key.equals(name, ignoreCase = true)
        }?.value
        )?.takeIf {
        it !=
            JsonNull
    }

    /** The member [name] that is nearest to the top, at most three structures down. */
    private fun found(
        json: JsonObject,
        name: String,
    ): JsonElement? {
        var level = listOf(json)
        repeat(DEPTH) {
            level.firstNotNullOfOrNull { own(it, name) }?.let { return it }
            level =
                level.flatMap { it.values }.mapNotNull {
                    (
                        if (it is JsonArray &&
                            it.size == 1
                        ) {
                            it[0]
                        } else {
                            it
                        }
                        ) as? JsonObject
                }
        }
        return null
    }

    private companion object {
        const val DEPTH = 3
        val ID_ENDINGS = listOf("Id", "Name", "Arn", "Identifier")
        val PLACE = Regex("\\$\\{([^}]+)}")
    }
}
