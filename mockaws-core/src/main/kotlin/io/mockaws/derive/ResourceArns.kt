package io.mockaws.derive

import io.mockaws.model.Models

/**
 * The forms of ARNs of a service's resources: those that its facts state, and those of CloudFormation's types, by noun.
 */
internal class ResourceArns(
    service: String,
    private val facts: DerivedFacts,
) {
    private val ofTypes: Map<String, String> by lazy {
        Models.textOrNull("$service.resources").orEmpty().lines().mapNotNull { line ->
            val arn = line.split('\t').firstOrNull { it.startsWith(ARN) } ?: return@mapNotNull null
            val noun = line.substringBefore('\t').substringAfterLast(':').lowercase()
            noun to arn.removePrefix(ARN)
        }.toMap()
    }

    /** That of things of [kind], with places for what is to be filled in; null where nobody knows. */
    fun template(kind: Kind): String? = facts.arn(kind.noun) ?: ofTypes[kind.noun]

    /**
     * [template] for what a call says.
     *
     * @param value what stands for a place; null where the call does not say, and then there is no ARN
     */
    fun fill(
        template: String,
        value: (String) -> String?,
    ): String? {
        var isWhole = true
        val arn =
            PLACE.replace(template) { match ->
                value(match.groupValues[1]) ?: "".also { isWhole = false }
            }
        return arn.takeIf { isWhole }
    }

    private companion object {
        const val ARN = "arn="
        val PLACE = Regex("\\$?\\{(\\w+)}")
    }
}
