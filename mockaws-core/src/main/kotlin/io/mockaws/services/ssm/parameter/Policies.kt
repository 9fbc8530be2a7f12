package io.mockaws.services.ssm.parameter

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject
import java.time.OffsetDateTime
import java.time.format.DateTimeParseException
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Instant
import kotlin.time.toKotlinInstant

/**
 * The policies of an advanced parameter. Expiration deletes it by the clock, the other two tell of a date that comes near and
 * of a value that stays as it is; see [actOnPolicies].
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html
 */
internal object Policies {
    const val EXPIRATION: String = "Expiration"
    const val EXPIRATION_NOTIFICATION: String = "ExpirationNotification"
    const val NO_CHANGE_NOTIFICATION: String = "NoChangeNotification"

    /** @throws io.mockaws.engine.AwsFault for what AWS does not take */
    fun parse(
        text: String,
        now: Instant,
    ): List<ParameterPolicy> {
        val all = elements(text).map { policy(it, now) }
        if (all.size > SsmLimits.POLICIES) {
            throw SsmFaults.policy(
                "PoliciesLimitExceededException",
                "You specified more than the maximum number of allowed policies for the parameter. The maximum is " +
                    "${SsmLimits.POLICIES}.",
            )
        }
        val expirations = all.count { it.type == EXPIRATION }
        if (expirations > 1 || (expirations == 0 && all.any { it.type == EXPIRATION_NOTIFICATION })) {
            throw SsmFaults.policy(
                "IncompatiblePolicyException",
                "There is a conflict in the policies specified for this parameter. You can't, for example, specify " +
                    "two Expiration policies for a parameter. Review your policies, and try again.",
            )
        }
        return all
    }

    private fun elements(text: String): List<JsonElement> =
        try {
            Json.parseToJsonElement(text) as? JsonArray ?: throw badAttribute()
        } catch (_: IllegalArgumentException) {
            throw badAttribute()
        }

    private fun policy(
        element: JsonElement,
        now: Instant,
    ): ParameterPolicy {
        val policy = element as? JsonObject ?: throw badAttribute()
        val attributes = policy["Attributes"] as? JsonObject ?: throw badAttribute()
        if (policy.text("Version") != "1.0") throw badAttribute()
        return when (val type = policy.text("Type")) {
            EXPIRATION -> ParameterPolicy(policy.toString(), type, timestamp(attributes, now), createdAt = now)

            EXPIRATION_NOTIFICATION -> notification(policy, type, attributes.text("Before"), now)

            NO_CHANGE_NOTIFICATION -> notification(policy, type, attributes.text("After"), now)

            else -> throw SsmFaults.policy(
                "InvalidPolicyTypeException",
                "The policy type is not supported. Parameter Store supports the following policy types: $EXPIRATION, " +
                    "$EXPIRATION_NOTIFICATION, and $NO_CHANGE_NOTIFICATION.",
            )
        }
    }

    private fun notification(
        policy: JsonObject,
        type: String,
        length: String?,
        now: Instant,
    ): ParameterPolicy {
        val number = length?.toIntOrNull()?.takeIf { it >= 1 } ?: throw badAttribute()
        val span =
            when (policy.getValue("Attributes").jsonObject.text("Unit")) {
                "Days" -> number.days
                "Hours" -> number.hours
                else -> throw badAttribute()
            }
        return ParameterPolicy(policy.toString(), type, span = span, createdAt = now)
    }

    private fun timestamp(
        attributes: JsonObject,
        now: Instant,
    ): Instant =
        try {
            val text = attributes.text("Timestamp") ?: throw badAttribute()
            OffsetDateTime.parse(text).toInstant().toKotlinInstant().also { if (it <= now) throw badAttribute() }
        } catch (_: DateTimeParseException) {
            throw badAttribute()
        }

    private fun JsonObject.text(member: String) = (this[member] as? JsonPrimitive)?.content

    private fun badAttribute() =
        SsmFaults.policy("InvalidPolicyAttributeException", "A policy attribute or its value is invalid.")
}
