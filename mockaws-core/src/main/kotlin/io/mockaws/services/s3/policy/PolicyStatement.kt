package io.mockaws.services.s3.policy

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
internal class PolicyStatement private constructor(
    /** With its elements in S3's order. */
    val json: JsonObject,
) {
    val isAllow: Boolean = json.getValue(EFFECT).string == ALLOW

    /** Of a statement that has none but names whom it is not about, null. */
    val principal: Principals? = json[PRINCIPAL]?.let { Principals.of(it) }

    /** Null where the statement is about all but some actions. */
    val actions: List<String>? = json[ACTION]?.strings()

    val exceptedActions: List<String>? = json[NOT_ACTION]?.strings()

    val resources: List<String> = (json[RESOURCE] ?: json.getValue(NOT_RESOURCE)).strings()

    /** Whether it is about [resources], not about all others. */
    val namesResources: Boolean = RESOURCE in json

    val conditions: List<PolicyCondition> = json[CONDITION]?.let { PolicyCondition.allIn(it) }.orEmpty()

    init {
        json[NOT_PRINCIPAL]?.let { Principals.of(it) }
        if (isAllow && principal == null) throw PolicyFaults.principal()
    }

    companion object {
        private const val EFFECT = "Effect"
        private const val ALLOW = "Allow"
        private const val PRINCIPAL = "Principal"
        private const val NOT_PRINCIPAL = "NotPrincipal"
        private const val ACTION = "Action"
        private const val NOT_ACTION = "NotAction"
        private const val RESOURCE = "Resource"
        private const val NOT_RESOURCE = "NotResource"
        private const val CONDITION = "Condition"
        private val ELEMENTS =
            listOf(
                "Sid", EFFECT, PRINCIPAL, NOT_PRINCIPAL, ACTION, NOT_ACTION, RESOURCE, NOT_RESOURCE, CONDITION,
            )

        fun of(sent: JsonObject): PolicyStatement {
            sent.keys.firstOrNull { it !in ELEMENTS }?.let { throw PolicyFaults.unknownField(it) }
            if (sent["Sid"]?.let { it.string == null } == true) throw PolicyFaults.syntax()
            val effect = sent[EFFECT] ?: throw PolicyFaults.missing(EFFECT)
            if (effect.string != ALLOW && effect.string != "Deny") throw PolicyFaults.effect(effect)
            checkOne(sent, PRINCIPAL, NOT_PRINCIPAL)
            checkOne(sent, ACTION, NOT_ACTION)
            checkOne(sent, RESOURCE, NOT_RESOURCE)
            return PolicyStatement(JsonObject(ELEMENTS.filter { it in sent }.associateWith { sent.getValue(it) }))
        }

        private fun checkOne(
            sent: JsonObject,
            name: String,
            opposite: String,
        ) {
            if (name in sent && opposite in sent) throw PolicyFaults.syntax()
            if (name !in sent && opposite !in sent) throw PolicyFaults.missing(name)
        }
    }
}

/** One key of a condition with what it is compared to. */
internal class PolicyCondition(
    /** As it is written: `ForAnyValue:StringEqualsIfExists`. */
    val operator: String,
    /** In lower case. */
    val key: String,
    val values: List<String>,
) {
    companion object {
        private val OPERATORS =
            (
                "String(Not)?(Equals|EqualsIgnoreCase|Like)|Numeric(Not)?Equals|Numeric(Less|Greater)Than(Equals)?|" +
                    "Date(Not)?Equals|Date(Less|Greater)Than(Equals)?|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like)"
                ).let { Regex("(ForAllValues:|ForAnyValue:)?($it)(IfExists)?|Null") }

        fun allIn(sent: JsonElement): List<PolicyCondition> =
            members(sent).flatMap { (operator, keys) ->
                if (!OPERATORS.matches(operator)) throw PolicyFaults.conditionType(operator)
                members(keys).map { (key, values) -> PolicyCondition(operator, key.lowercase(), valuesOf(values)) }
            }

        private fun members(sent: JsonElement): JsonObject = sent as? JsonObject ?: throw PolicyFaults.syntax()

        /** Quotes around numbers and booleans are optional. */
        private fun valuesOf(sent: JsonElement): List<String> =
            (sent as? JsonArray ?: listOf(sent)).map { (it as? JsonPrimitive ?: throw PolicyFaults.syntax()).content }
    }
}
