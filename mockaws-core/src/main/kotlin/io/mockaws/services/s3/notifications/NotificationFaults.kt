package io.mockaws.services.s3.notifications

import io.mockaws.engine.AwsFault
import io.mockaws.services.s3.S3Faults
import io.mockaws.wire.ErrorShape
import kotlinx.serialization.KSerializer
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.buildClassSerialDescriptor
import kotlinx.serialization.descriptors.element
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.encoding.encodeStructure

/** Why a bucket does not tell what it is asked to. */
internal object NotificationFaults {
    fun noArn(
        kind: String,
        arn: String,
    ) = S3Faults.invalidArgument("The ARN could not be parsed", kind, arn)

    fun otherRegion(
        kind: String,
        arn: String,
    ) = S3Faults.invalidArgument(
        "The notification destination service region is not valid for the bucket location constraint",
        kind,
        arn,
    )

    fun unknownEvent(event: String) =
        S3Faults.invalidArgument("The event is not supported for notifications", "Event", event)

    fun unknownRule(name: String) =
        S3Faults.invalidArgument("filter rule name must be either prefix or suffix", "FilterRule.Name", name)

    fun ruleTooLong(value: String) =
        S3Faults.invalidArgument(
            "Size of filter rule value cannot exceed 1024 bytes in UTF-8 representation",
            "FilterRule.Value",
            value,
        )

    fun twice(name: String) =
        S3Faults.invalidArgument("Cannot specify more than one $name rule in a filter.", "FilterRule.Name", name)

    fun sameId() =
        AwsFault("InvalidArgument", "Same ID used for multiple configurations. IDs must be unique")

    fun ambiguous() =
        AwsFault(
            "InvalidArgument",
            "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are " +
                "overlapping for the same event type.",
        )

    /** [reasons] by ARN. */
    fun notValidated(reasons: List<Pair<String, String>>): AwsFault {
        val detail = ErrorShape.Detail(NumberedArguments(reasons.size), reasons)
        val message = "Unable to validate the following destination configurations"
        return AwsFault(ErrorShape("InvalidArgument", message, 400, "InvalidArgument", detail))
    }

    /** `ArgumentName1`, `ArgumentValue1`, `ArgumentName2` and so on. */
    private class NumberedArguments(
        count: Int,
    ) : KSerializer<List<Pair<String, String>>> {
        override val descriptor: SerialDescriptor =
            buildClassSerialDescriptor("NumberedArguments") {
                for (number in 1..count) {
                    element<String>("ArgumentName$number")
                    element<String>("ArgumentValue$number")
                }
            }

        override fun serialize(
            encoder: Encoder,
            value: List<Pair<String, String>>,
        ) = encoder.encodeStructure(descriptor) {
            for ((index, argument) in value.withIndex()) {
                encodeStringElement(descriptor, 2 * index, argument.first)
                encodeStringElement(descriptor, 2 * index + 1, argument.second)
            }
        }

        override fun deserialize(decoder: Decoder) = error("Errors are written only")
    }
}
