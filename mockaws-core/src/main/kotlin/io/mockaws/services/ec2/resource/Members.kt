package io.mockaws.services.ec2.resource

import io.mockaws.kit.Members
import io.mockaws.kit.number
import io.mockaws.kit.part

/**
 * How many of something are asked for at [name]; null where nothing was said.
 *
 * @throws io.mockaws.engine.AwsFault for a number that nobody can mean
 */
internal fun Members.count(name: String): Int? =
    number(name)?.also { number ->
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

/** What the attribute [name], which EC2 wraps in a structure of its own, shall be. */
internal fun Members.attribute(name: String): Any? = part(name)?.get("Value")

/** What an operation answers that has nothing to tell. */
internal val DONE: Members = mapOf("Return" to true)

/** [tags] as EC2 lists them. */
internal fun tagList(tags: Map<String, String>): List<Members> =
    tags.map { (key, value) -> mapOf("Key" to key, "Value" to value) }
