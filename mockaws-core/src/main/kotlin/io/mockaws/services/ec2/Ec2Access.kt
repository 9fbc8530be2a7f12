package io.mockaws.services.ec2

import io.mockaws.engine.Place
import io.mockaws.engine.access.Need
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.kit.Arn
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Ec2State

/**
 * What a call to EC2 is about: the things that it names by their ids. Who describes needs to be allowed everything.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
internal object Ec2Access : ServiceAccess<Ec2State>() {
    override fun needs(
        operation: String,
        input: Map<String, Any?>,
        call: Ec2Call,
    ): List<Need> {
        val action = "ec2:$operation"
        if (operation.startsWith("Describe")) return listOf(Need(action, "*"))
        val named = idsIn(input).map { arnOf(it, call.place) }.distinct().toList()
        val made = if (operation ==
            "RunInstances"
        ) {
            listOf(Arn.of("ec2", call.place, "instance/*").toString())
        } else {
            emptyList()
        }
        return (named + made).ifEmpty { listOf("*") }.map { Need(action, it) }
    }

    private fun idsIn(value: Any?): Sequence<String> =
        when (value) {
            is Map<*, *> -> value.values.asSequence().flatMap(::idsIn)
            is List<*> -> value.asSequence().flatMap(::idsIn)
            is String -> if (Kind.of(value)?.isId(value) == true) sequenceOf(value) else emptySequence()
            else -> emptySequence()
        }

    /** Images and snapshots are nobody's by their ARN. */
    private fun arnOf(
        id: String,
        place: Place,
    ): String {
        val kind = checkNotNull(Kind.of(id))
        val owner = if (kind == Kind.IMAGE || kind == Kind.SNAPSHOT) place.copy(account = "") else place
        return Arn.of("ec2", owner, "${kind.tagType}/$id").toString()
    }

    override fun tags(
        arn: String,
        call: Ec2Call,
    ): Map<String, String>? {
        val id = Arn.parse(arn)?.resource?.substringAfter('/') ?: return null
        return Kind.of(id)?.let { call.state.now.find(it, id) }?.tags
    }
}
