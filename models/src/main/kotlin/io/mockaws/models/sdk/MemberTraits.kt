package io.mockaws.models.sdk

import io.mockaws.models.Traits
import software.amazon.awssdk.core.SdkField
import software.amazon.awssdk.core.protocol.MarshallLocation
import software.amazon.awssdk.core.protocol.MarshallingType
import software.amazon.awssdk.core.traits.DefaultValueTrait
import software.amazon.awssdk.core.traits.JsonValueTrait
import software.amazon.awssdk.core.traits.LocationTrait
import software.amazon.awssdk.core.traits.PayloadTrait
import software.amazon.awssdk.core.traits.RequiredTrait
import software.amazon.awssdk.core.traits.TimestampFormatTrait
import software.amazon.awssdk.core.traits.XmlAttributeTrait
import software.amazon.awssdk.core.traits.XmlAttributesTrait

/** Where a member stands and how it is written, in the words of the files. */
internal fun memberTraits(
    field: SdkField<*>,
    isEc2: Boolean,
): Traits {
    val traits: Traits = LinkedHashMap()
    if (field.containsTrait(RequiredTrait::class.java)) traits["!"] = null
    place(field, isEc2, traits)
    field.getTrait(TimestampFormatTrait::class.java)?.let { traits["t"] = timestampFormat(it.format()) }
    // The only default that the SDK knows is a new token.
    if (field.containsTrait(DefaultValueTrait::class.java)) traits["i"] = null
    if (field.containsTrait(PayloadTrait::class.java)) traits["p"] = null
    if (field.containsTrait(XmlAttributeTrait::class.java)) traits["a"] = null
    if (field.containsTrait(JsonValueTrait::class.java)) traits["j"] = null
    field.getTrait(XmlAttributesTrait::class.java)?.let { attributes ->
        val prefix = attributes.attributes().keys.first { it.startsWith("xmlns:") }
        traits["x"] =
            attributes.attributes().getValue(prefix).attributeGetter().apply(null) + "|" + prefix.substringAfter(':')
    }
    return traits
}

private fun place(
    field: SdkField<*>,
    isEc2: Boolean,
    traits: Traits,
) {
    val trait = field.getTrait(LocationTrait::class.java)
    val name = trait.locationName()
    val isMap = field.marshallingType() == MarshallingType.MAP
    when (trait.location()) {
        MarshallLocation.PATH, MarshallLocation.GREEDY_PATH -> traits["u"] = name.takeIf { it != field.memberName() }

        MarshallLocation.QUERY_PARAM -> traits["q"] = name.takeUnless { isMap }

        MarshallLocation.HEADER -> traits[if (isMap) "H" else "h"] = name

        MarshallLocation.STATUS_CODE -> traits["s"] = null

        MarshallLocation.PAYLOAD -> if (isEc2) {
            ec2Place(trait, field.memberName(), traits)
        } else if (name !=
            field.memberName()
        ) {
            traits["n"] = name
        }

        null -> error("${field.memberName()} has no location")
    }
}

/** EC2 writes a member in requests by [LocationTrait.locationName], and in answers by another. */
private fun ec2Place(
    trait: LocationTrait,
    member: String,
    traits: Traits,
) {
    val answered = trait.unmarshallLocationName() ?: member
    if (answered != member) traits["n"] = answered
    if (answered.replaceFirstChar(Char::uppercase) != trait.locationName()) traits["Q"] = trait.locationName()
}

internal fun timestampFormat(format: TimestampFormatTrait.Format): String =
    when (format) {
        TimestampFormatTrait.Format.ISO_8601 -> "datetime"
        TimestampFormatTrait.Format.RFC_822 -> "http"
        TimestampFormatTrait.Format.UNIX_TIMESTAMP, TimestampFormatTrait.Format.UNIX_TIMESTAMP_MILLIS -> "epoch"
    }
