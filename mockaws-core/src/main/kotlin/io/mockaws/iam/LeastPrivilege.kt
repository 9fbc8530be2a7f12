package io.mockaws.iam

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Something that somebody did. */
internal data class Deed(
    /** The ARN of a user, a role or the root user. */
    val principal: String,
    val action: String,
    /** An ARN, or `*`. */
    val resource: String,
)

/**
 * The policy that allows what was done, and as little else as can be: one statement for all actions of a service that
 * have the same resources. Only where there are very many of one kind a wildcard takes the place of what tells them apart.
 */
internal object LeastPrivilege {
    /** How many resources of one kind a statement names one by one. */
    private const val NAMED = 20
    private val json = Json { prettyPrint = true }

    /** A policy for all of [deeds], whoever did them. */
    fun policy(deeds: List<Deed>): String {
        val byAction = deeds.groupBy({ it.action }, { it.resource }).mapValues { shortened(it.value.toSortedSet()) }
        val statements =
            byAction.entries.groupBy({ (action, resources) -> action.substringBefore(':') to resources }, { it.key })
                .map { (about, actions) -> actions.sorted() to about.second }
                .sortedWith(compareBy({ it.first.first() }, { it.second.first() }))
        val document =
            buildJsonObject {
                put("Version", "2012-10-17")
                put("Statement", JsonArray(statements.map { (actions, resources) -> statement(actions, resources) }))
            }
        return json.encodeToString(JsonElement.serializer(), document)
    }

    private fun statement(
        actions: List<String>,
        resources: Set<String>,
    ) = buildJsonObject {
        put("Effect", "Allow")
        put("Action", oneOrMany(actions))
        put("Resource", oneOrMany(resources.toList()))
    }

    private fun oneOrMany(texts: List<String>): JsonElement =
        texts.singleOrNull()?.let(::JsonPrimitive) ?: JsonArray(texts.map(::JsonPrimitive))

    /** Too many of one parent become what they have in common. */
    private fun shortened(resources: Set<String>): Set<String> =
        resources.groupBy { parent(it) }.flatMapTo(LinkedHashSet()) { (_, all) ->
            if (all.size <= NAMED) all.map(::literal) else listOf(literal(all.reduce(String::commonPrefixWith)) + "*")
        }

    /** What things of one kind share: a bucket, a service's type. */
    private fun parent(arn: String): String {
        val resource = arn.split(':', limit = PARTS).getOrNull(PARTS - 1) ?: return arn
        return arn.removeSuffix(resource) + resource.substringBefore('/')
    }

    /** A name may have what is a wildcard in a policy; an action on no one thing, and one of a whole kind, is meant so. */
    private fun literal(arn: String): String {
        if (arn == "*" || arn.endsWith("/*") || arn.endsWith("-*")) return arn
        return arn.replace("$", "\${$}").replace("*", "\${*}").replace("?", "\${?}")
    }

    private const val PARTS = 6
}
