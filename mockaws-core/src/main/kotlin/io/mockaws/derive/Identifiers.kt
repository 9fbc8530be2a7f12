package io.mockaws.derive

import io.mockaws.engine.CallContext
import io.mockaws.engine.Ids
import io.mockaws.kit.Arn
import io.mockaws.model.MemberModel
import io.mockaws.model.Patterns
import io.mockaws.model.ScalarModel
import io.mockaws.model.ServiceModel
import kotlin.time.Duration

/** Makes up ids and ARNs in the form that a service's own have. */
internal class Identifiers(
    private val model: ServiceModel,
    private val facts: DerivedFacts,
) {
    private val ownRegion = if (model.isGlobal) "" else "{region}"

    /** A new id for [member] of a thing of [kind]. */
    fun id(
        kind: Kind,
        member: MemberModel,
        ids: Ids,
        value: (String) -> String? = { null },
    ): String {
        facts.id(kind.noun)?.let { template ->
            return Sampler(NAME.replace(template) { value(it.groupValues[1]).orEmpty() }, ids, LENGTH).sample()
        }
        val shape = member.target as ScalarModel
        val longest = shape.range?.max?.toInt() ?: Int.MAX_VALUE
        val shortest = shape.range?.min?.toInt() ?: 0
        val uuid = ids.uuid()
        val plain =
            listOf(
                uuid,
                uuid.replace("-", ""),
                uuid.filter {
                    it != '-'
                }.take(USUAL),
                uuid.filter { it.isDigit() }.padEnd(USUAL, '1').take(USUAL)
            )
        val fitting = plain.firstOrNull { it.length in shortest..longest && matches(it, shape.pattern) }
        return fitting ?: sample(shape.pattern, ids, shortest, longest) ?: uuid.take(longest)
    }

    /** The ARN of a thing of [kind] that is called [name]. */
    fun arn(
        kind: Kind,
        member: MemberModel?,
        name: String,
        value: (String) -> String?,
        call: CallContext<DerivedState>,
        values: Collection<Any?> = emptyList(),
    ): String {
        val shape = member?.target as? ScalarModel
        val template =
            facts.arn(kind.noun, values)
                ?: "arn:{partition}:${model.facts.signingName}:$ownRegion:{account}:${kind.words.joinToString(
                    "-"
                )}/{given}"
        val arn = fill(template, name, value, call)
        if (shape == null || facts.arn(kind.noun) != null || matches(arn, shape.pattern)) return arn
        val sample = sample(shape.pattern, call.ids, 0, Int.MAX_VALUE) ?: return arn
        val parts = sample.split(':', limit = PARTS)
        if (parts.size < PARTS || parts[0] != "arn") return arn
        val region = call.region.takeIf { parts[REGION].isNotEmpty() }.orEmpty()
        val account = call.account.takeIf { parts[ACCOUNT].isNotEmpty() }.orEmpty()
        val likely = listOf(model.facts.signingName, parts[2]).map {
            listOf("arn", Arn.partitionOf(call.region), it, region, account, parts.last()).joinToString(":")
        }
        return likely.firstOrNull { matches(it, shape.pattern) } ?: likely.last()
    }

    /** [template] with what belongs in its places. */
    fun fill(
        template: String,
        name: String,
        value: (String) -> String?,
        call: CallContext<DerivedState>,
    ): String = PLACE.replace(template) { placed(it.groupValues[1], name, value, call) }

    private fun placed(
        place: String,
        name: String,
        value: (String) -> String?,
        call: CallContext<DerivedState>,
    ): String =
        when (place.lowercase()) {
            "partition" -> Arn.partitionOf(call.region)
            "region" -> call.region
            "account", "accountid" -> call.account
            "name" -> value("name") ?: name
            "given" -> name
            "uuid" -> call.ids.uuid()
            "hex" -> call.ids.hex(USUAL + 4)
            "random" -> call.ids.alphanumeric(6)
            "now" -> call.now().toString()
            else -> later(place)?.let { (call.now() + it).toString() } ?: value(place) ?: name
        }

    /** `now+12h`. */
    private fun later(place: String): Duration? =
        place.substringAfter("now+", "").ifEmpty { null }?.let { Duration.parse(it) }

    private fun sample(
        pattern: String?,
        ids: Ids,
        shortest: Int,
        longest: Int,
    ): String? {
        if (pattern == null) return null
        val lengths = listOf(USUAL, shortest, longest).filter { it in 1..LONGEST }
        return lengths.firstNotNullOfOrNull { length ->
            val text =
                try {
                    Sampler(pattern, ids, length).sample()
                } catch (_: RuntimeException) {
                    // A pattern of a form that is not understood: there is another way to an id.
                    return null
                }
            text.takeIf { it.isNotEmpty() && it.length in shortest..longest && matches(it, pattern) }
        }
    }

    private fun matches(
        text: String,
        pattern: String?,
    ): Boolean = pattern == null || Patterns.matches(pattern, text)

    private companion object {
        const val LENGTH = 8
        const val USUAL = 12
        const val LONGEST = 512
        const val PARTS = 6
        const val REGION = 3
        const val ACCOUNT = 4
        val NAME = Regex("\\{([A-Za-z]\\w*)}")
        val PLACE = Regex("\\{(\\w+(?:\\+\\w+)?)}")
    }
}
