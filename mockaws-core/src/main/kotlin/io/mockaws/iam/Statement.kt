package io.mockaws.iam

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** An element of a statement, or what is written `Not...` in its place. */
internal class Selection<T>(
    val value: T,
    /** Whether all others are meant. */
    val isExcepted: Boolean,
) {
    companion object {
        /** Null where [elements] have neither. */
        fun <T> of(
            elements: JsonObject,
            name: String,
            read: (JsonElement) -> T,
        ): Selection<T>? {
            val own = elements[name]
            val others = elements["Not$name"]
            if (own != null && others != null) throw MalformedPolicy("Invalid policy syntax.")
            return own?.let { Selection(read(it), false) } ?: others?.let { Selection(read(it), true) }
        }
    }
}

/** One statement of a policy. */
internal class Statement(
    val sid: String?,
    val isAllow: Boolean,
    val principals: Selection<Principals>?,
    val actions: Selection<List<String>>,
    val resources: Selection<List<String>>?,
    val conditions: List<Condition>,
    hasVariables: Boolean,
) {
    private val actionPatterns = actions.value.map { Pattern(Template.of(it, false), ignoreCase = true) }
    private val resourcePatterns = resources?.value.orEmpty().map { ArnPattern(it, hasVariables) }

    /** Whether it says something of [request], whoever makes it. */
    fun isAbout(request: AccessRequest): Boolean =
        covers(request.action) && coversResource(request) && conditions.all { it.holds(request.keys) }

    fun covers(action: String): Boolean {
        for (i in actionPatterns.indices) {
            if (actionPatterns[i].matches(action, ConditionKeys.NONE)) return !actions.isExcepted
        }
        return actions.isExcepted
    }

    /** A policy of a resource may leave it out, as trust policies do. */
    private fun coversResource(request: AccessRequest): Boolean {
        if (resources == null) return true
        for (i in resourcePatterns.indices) {
            if (resourcePatterns[i].matches(request.resource, request.keys)) return !resources.isExcepted
        }
        return resources.isExcepted
    }

    /** Whom it is about, as a statement of a resource's policy. */
    fun match(principal: Principal): Match {
        val selection = principals ?: return Match.NONE
        val match = selection.value.match(principal)
        if (!selection.isExcepted) return match
        return if (match == Match.NONE) Match.SELF else Match.NONE
    }
}
