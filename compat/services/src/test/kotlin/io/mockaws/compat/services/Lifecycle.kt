package io.mockaws.compat.services

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** A thing of some service, and the calls that make it, show it, change it and take it away. */
internal class Lifecycle(
    val service: String,
    /** The class of its client in `software.amazon.awssdk.services`. */
    val client: String,
    val thing: String,
    private val steps: List<Step>,
) {
    /** One call: [operation] is an error code in the last step. */
    class Step(
        val name: String,
        val operation: String,
        val input: String,
    ) {
        /** The input, in which `$arn` stands for what an earlier answer had as `arn`. */
        fun input(seen: Map<String, String>): JsonObject =
            JavaCalls.parse(REFERENCE.replace(input) { found -> seen[found.groupValues[1]] ?: error("Nobody has answered ${found.value}") })
    }

    fun step(name: String): Step? = steps.firstOrNull { it.name == name }

    override fun toString(): String = "$service, $thing"

    companion object {
        private val REFERENCE = Regex("\\$([A-Za-z]+)")

        /** Those of `lifecycles.txt`: a line of service, client and thing, then a line a step. */
        fun all(): List<Lifecycle> =
            Lifecycle::class.java.getResource("/lifecycles.txt")!!.readText().trim().split("\n\n").map { block ->
                val lines = block.lines().filterNot { it.startsWith("#") }
                val (service, client, thing) = lines[0].split(' ')
                Lifecycle(service, client, thing, lines.drop(1).map(::step))
            }

        private fun step(line: String): Step {
            val (name, operation) = line.split(' ', limit = 3)
            return Step(name, operation, line.split(' ', limit = 3).getOrElse(2) { "{}" })
        }
    }
}

/** All texts and numbers in it, by the names of their members. */
internal fun JsonElement.leaves(name: String = ""): List<Pair<String, String>> =
    when (this) {
        is JsonObject -> entries.flatMap { (member, value) -> value.leaves(member) }
        is JsonArray -> flatMap { it.leaves(name) }
        is JsonPrimitive -> listOf(name to content)
    }
