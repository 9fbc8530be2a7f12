package io.mockaws.services.sns.filter

import io.mockaws.services.sns.message.MessageAttributeValue

/**
 * Message attributes as a policy sees them. Binary ones are not there for it.
 *
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
internal fun fieldsOf(attributes: Map<String, MessageAttributeValue>): Fields {
    val members = HashMap<String, FieldNode>()
    for ((name, value) in attributes) if (!value.isBinary) nodeOf(value)?.let { members[name] = it }
    return Fields(FieldNode.Members(members))
}

private fun nodeOf(value: MessageAttributeValue): FieldNode? {
    val type = value.dataType.orEmpty()
    return when {
        type == "String.Array" -> Fields.listOf(value.text)
        type.startsWith("Number") -> FieldNode.Value(FieldValue.number(value.text))
        else -> FieldNode.Value(FieldValue.text(value.text))
    }
}
