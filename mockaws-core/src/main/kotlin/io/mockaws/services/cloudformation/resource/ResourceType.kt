package io.mockaws.services.cloudformation.resource

import io.mockaws.model.MemberModel
import io.mockaws.model.StructureModel

/**
 * By which calls resources of a type are made, changed and removed. Declared in `models/cloudformation/NAME.types`, or derived from
 * names ([DerivedTypes]).
 */
internal class ResourceType(
    val spec: ResourceSpec,
    /** The property whose value is made up where the template has none. */
    val name: MadeUpName? = null,
    val creates: List<CallPlan> = emptyList(),
    val updates: List<CallPlan> = emptyList(),
    val deletes: List<CallPlan> = emptyList(),
    val reads: List<CallPlan> = emptyList(),
    /** Parts that have calls of their own. */
    val settings: List<Setting> = emptyList(),
    val tagging: Setting? = null,
    /** What `Ref` gives. */
    val ref: Expression? = null,
    /** What `Fn::GetAtt` gives, where names do not tell. */
    val attributes: Map<String, Expression> = emptyMap(),
    /** What needs another resource when it changes, beside what AWS publishes; with a minus what does not. */
    private val replaces: Set<String> = emptySet(),
    /** What members are called in properties, where that is another name. */
    val aliases: Map<String, String> = emptyMap(),
) {
    /** Whether a change of [property] needs another resource. */
    fun isFixed(property: String): Boolean =
        "-$property" !in replaces && (property in spec.fixed || property in replaces || !isChangeable(property))

    private fun isChangeable(property: String) =
        updates.isNotEmpty() || property == spec.tags ||
            settings.any { it.property == property || property in it.reads }

    /** The member of [input] that takes [property] by its name; null where none does. */
    fun memberFor(
        property: String,
        input: StructureModel,
    ): MemberModel? {
        val without = property.removePrefix(spec.noun).takeIf { it != property && it.isNotEmpty() }
        return listOfNotNull(property, spec.noun + property, without).firstNotNullOfOrNull { name ->
            input.members.firstOrNull { it.name.equals(name, ignoreCase = true) }
        } ?: input.members.singleOrNull { it.name.endsWith(spec.noun + property, ignoreCase = true) }
    }

    /** Properties that calls of their own take. */
    val taken: Set<String> = settings.filter { it.isMadeToo }.map { it.property }.toSet()
}

/** How a name is made up: `stack-Queue-1A2B3C4D5E6F`. */
internal class MadeUpName(
    val property: String,
    val most: Int = DEFAULT_LENGTH,
    val isLower: Boolean = false,
    /** What it begins with in place of the stack's name. */
    val prefix: String? = null,
) {
    private companion object {
        const val DEFAULT_LENGTH = 64
    }
}

/** One call of an operation. */
internal class CallPlan(
    val service: String,
    val operation: String,
    /** Members by path, and what they are set to. */
    val members: List<Pair<String, Expression>> = emptyList(),
    /** Whether all properties that are called as members go along. */
    val takesRest: Boolean = false,
    /** Properties that do not. */
    val except: Set<String> = emptySet(),
    /** Whether only what has changed goes along, with what says which resource it is. */
    val takesChanged: Boolean = false,
    /** The property without which it is not made; with an exclamation mark the one with which it is not. */
    val condition: String? = null,
    /** An operation and a member of its output: `GetStage.deploymentId`. It has to be the resource's id. */
    val owner: String? = null,
) {
    /** Whether it is made for [properties]. */
    fun isFor(properties: Map<String, *>): Boolean =
        when {
            condition == null -> true
            condition.startsWith('!') -> condition.drop(1) !in properties
            else -> condition in properties
        }
}

/** A part of a resource that has calls of its own: a policy, the rules of a bucket. */
internal class Setting(
    val property: String,
    /** Where in the property it is; empty for all of it. */
    val path: List<String>,
    val put: CallPlan,
    val remove: CallPlan?,
    val kind: Kind,
    /** Whether it has to be taken off before the resource can be removed, or is all that there is of it. */
    val isRemovedFirst: Boolean,
) {
    /** `EACH`: a call for each item. `FLAG`: `false` is none. `UNFLAG`: `true` is none. `CHANGE`, `CHANGEEACH`: the making says it, too. */
    enum class Kind { SET, EACH, FLAG, UNFLAG, CHANGE, CHANGEEACH, TAGS }

    /** Whether there is a call for it when the resource is made. */
    val isMadeToo: Boolean get() = kind != Kind.CHANGE && kind != Kind.CHANGEEACH

    /** Other properties that go along. */
    val reads: Set<String> = put.members.mapNotNull { it.second.property }.toSet()
}
