package io.mockaws.iam

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.util.concurrent.ConcurrentHashMap

/** What is no policy; [message] says why. */
internal class MalformedPolicy(
    override val message: String,
) : RuntimeException(message, null, false, false)

/**
 * A policy, ready to be asked. Immutable; its conditions and patterns are made once.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
internal class PolicyDocument private constructor(
    val statements: List<Statement>,
) {
    companion object {
        private const val CACHED = 1000
        private const val NEW = "2012-10-17"
        private const val OLD = "2008-10-17"
        private val compiled = ConcurrentHashMap<String, PolicyDocument>()

        /**
         * The policy in [json], which is read once however often it is asked for.
         *
         * @throws MalformedPolicy for what is none
         */
        fun of(json: String): PolicyDocument {
            compiled[json]?.let { return it }
            val policy = parse(json)
            if (compiled.size >= CACHED) compiled.clear()
            compiled[json] = policy
            return policy
        }

        private fun parse(json: String): PolicyDocument {
            val document =
                try {
                    Json.parseToJsonElement(json) as? JsonObject
                } catch (_: SerializationException) {
                    null
                } ?: throw MalformedPolicy("This policy contains invalid Json")
            val version = document["Version"]?.let { text(it) } ?: OLD
            if (version != NEW &&
                version != OLD
            ) {
                throw MalformedPolicy("The policy must contain a valid version string")
            }
            val statements =
                when (val sent = document["Statement"] ?: throw MalformedPolicy("Missing required field Statement")) {
                    is JsonArray -> sent
                    else -> listOf(sent)
                }
            return PolicyDocument(statements.map { statement(it, hasVariables = version == NEW) })
        }

        private fun statement(
            sent: JsonElement,
            hasVariables: Boolean,
        ): Statement {
            val elements = sent as? JsonObject ?: throw MalformedPolicy("Invalid policy syntax.")
            val effect = elements["Effect"]?.let { text(it) } ?: throw MalformedPolicy("Missing required field Effect")
            if (effect != "Allow" && effect != "Deny") throw MalformedPolicy("Invalid effect: $effect")
            return Statement(
                sid = elements["Sid"]?.let { text(it) },
                isAllow = effect == "Allow",
                principals = Selection.of(elements, "Principal", ::principals),
                actions = Selection.of(elements, "Action", ::texts) ?: throw missing("Action"),
                resources = Selection.of(elements, "Resource", ::texts),
                conditions = conditions(elements["Condition"], hasVariables),
                hasVariables,
            )
        }

        private fun missing(name: String) = MalformedPolicy("Missing required field $name")

        private fun principals(sent: JsonElement): Principals =
            when (sent) {
                is JsonObject -> Principals(sent.mapValues { texts(it.value) })
                else -> Principals(mapOf("AWS" to texts(sent)))
            }

        private fun conditions(
            sent: JsonElement?,
            hasVariables: Boolean,
        ): List<Condition> =
            members(sent).flatMap { (operator, keys) ->
                members(keys).map { (key, values) -> Condition(operator, key, scalars(values), hasVariables) }
            }

        private fun members(sent: JsonElement?): Map<String, JsonElement> =
            if (sent == null) emptyMap() else sent as? JsonObject ?: throw MalformedPolicy("Invalid policy syntax.")

        private fun texts(sent: JsonElement): List<String> = (sent as? JsonArray ?: listOf(sent)).map { text(it) }

        private fun text(sent: JsonElement): String =
            (sent as? JsonPrimitive)?.takeIf { it.isString }?.content ?: throw MalformedPolicy("Invalid policy syntax.")

        /** Quotes around numbers and booleans are optional. */
        private fun scalars(sent: JsonElement): List<String> =
            (sent as? JsonArray ?: listOf(sent)).map {
                (it as? JsonPrimitive)?.content ?: throw MalformedPolicy("Invalid policy syntax.")
            }
    }
}
