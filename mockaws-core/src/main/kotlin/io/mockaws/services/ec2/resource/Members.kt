package io.mockaws.services.ec2.resource

/** The members of a structure of AWS's model, by its names. */
internal typealias Members = Map<String, Any?>

/** The text at [name]; null where nothing was said, or an empty one. */
internal fun Members.text(name: String): String? = (this[name] as? String)?.ifEmpty { null }

internal fun Members.flag(name: String): Boolean? = this[name] as? Boolean

internal fun Members.int(name: String): Int? = (this[name] as? Number)?.toInt()

/**
 * How many of something are asked for at [name]; null where nothing was said.
 *
 * @throws io.mockaws.engine.AwsFault for a number that nobody can mean
 */
internal fun Members.count(name: String): Int? =
    int(name)?.also { number ->
        if (number !in 0..MOST) {
            throw Ec2Faults.invalid(
                number,
                name.replaceFirstChar {
                    it.lowercase()
                },
                "Expecting a value from 0 to $MOST."
            )
        }
    }

private const val MOST = 10_000

/** The structure at [name]. */
@Suppress("UNCHECKED_CAST")
internal fun Members.part(name: String): Members? = this[name] as? Members

/** The structures of the list at [name]; none where nothing was said. */
@Suppress("UNCHECKED_CAST")
internal fun Members.parts(name: String): List<Members> = this[name] as? List<Members> ?: emptyList()

/** The texts of the list at [name]; none where nothing was said. */
@Suppress("UNCHECKED_CAST")
internal fun Members.texts(name: String): List<String> = this[name] as? List<String> ?: emptyList()

/** What the attribute [name], which EC2 wraps in a structure of its own, shall be. */
internal fun Members.attribute(name: String): Any? = part(name)?.get("Value")

/** These without those that are null. */
internal fun members(vararg pairs: Pair<String, Any?>): Members =
    LinkedHashMap<String, Any?>(pairs.size * 2).apply {
        for ((name, value) in pairs) {
            if (value !=
                null
            ) {
                put(name, value)
            }
        }
    }

/** What an operation answers that has nothing to tell. */
internal val DONE: Members = mapOf("Return" to true)

/** [tags] as EC2 lists them. */
internal fun tagList(tags: Map<String, String>): List<Members> =
    tags.map { (key, value) -> mapOf("Key" to key, "Value" to value) }
