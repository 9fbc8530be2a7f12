package io.mockaws.shapes

import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpLabel
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.HttpPrefixHeaders
import io.mockaws.wire.HttpQuery
import io.mockaws.wire.HttpQueryParams
import io.mockaws.wire.HttpResponseCode
import io.mockaws.wire.MemberNames
import io.mockaws.wire.XmlName
import io.mockaws.wire.codec.of
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import software.amazon.awssdk.core.SdkField
import software.amazon.awssdk.core.protocol.MarshallLocation
import software.amazon.awssdk.core.protocol.MarshallingType
import software.amazon.awssdk.core.traits.ListTrait
import software.amazon.awssdk.core.traits.MapTrait

/** Compares a shape of ours, which is a serial descriptor, with the SDK's, member by member. */
internal class ShapeComparison(
    private val names: MemberNames,
    private val xml: Boolean,
) {
    /** What differs, one line each. */
    val differences = ArrayList<String>()

    /** Members that AWS has and we do not, with their path. */
    val missing = sortedSetOf<String>()

    /** How many members agree. */
    var agreeing = 0
        private set

    private val seen = HashSet<String>()

    fun compare(path: String, ours: SerialDescriptor, official: OfficialShape) {
        val done = HashSet<String>()
        for (i in 0 until ours.elementsCount) {
            val name = names.of(ours.getElementName(i)).let { own -> RENAMED[own]?.takeIf { it in official.members } ?: own }
            val annotations = ours.getElementAnnotations(i)
            // S3 answers a range with 206 and tells of a bucket's region, which its model has no members for.
            if (name !in official.members && annotations.any(::isBeyondModel)) continue
            if (ours.getElementDescriptor(i).serialName.removeSuffix("?") == STREAM) {
                done += name
                continue
            }
            val field = official.members[name]
            if (field == null) {
                differences += "$path.$name is no member of AWS's shape (${official.members.keys.sorted()})"
                continue
            }
            done += name
            val before = differences.size
            compareLocation("$path.$name", name, annotations, field)
            compareType("$path.$name", ours.getElementDescriptor(i), field)
            if (differences.size == before) agreeing++
        }
        missing += (official.members.keys - done).map { "$path.$it".substringAfter('.') }
    }

    private fun isBeyondModel(annotation: Annotation) =
        annotation is HttpResponseCode || (annotation as? HttpHeader)?.name == "x-amz-bucket-region"

    private fun compareLocation(path: String, name: String, annotations: List<Annotation>, field: SdkField<*>) {
        val ours =
            annotations.firstNotNullOfOrNull {
                when (it) {
                    is HttpHeader -> MarshallLocation.HEADER to it.name
                    is HttpPrefixHeaders -> MarshallLocation.HEADER to it.prefix
                    is HttpQuery -> MarshallLocation.QUERY_PARAM to it.name
                    is HttpQueryParams -> MarshallLocation.QUERY_PARAM to name
                    is HttpLabel -> MarshallLocation.PATH to (it.name.takeIf { label -> label == field.locationName() } ?: name)
                    is HttpResponseCode -> MarshallLocation.STATUS_CODE to name
                    else -> null
                }
            } ?: (MarshallLocation.PAYLOAD to (annotations.firstNotNullOfOrNull { it as? XmlName }?.name ?: name))
        val location = if (field.location() == MarshallLocation.GREEDY_PATH) MarshallLocation.PATH else field.location()
        if (ours.first != location) {
            differences += "$path is in ${ours.first}, AWS has it in $location"
        } else if (annotations.none { it is HttpPayload } && (xml || location != MarshallLocation.PAYLOAD)) {
            val accepted = setOf(field.locationName(), field.unmarshallLocationName())
            val same = accepted.any { if (location == MarshallLocation.HEADER) it.equals(ours.second, true) else it == ours.second }
            if (!same) differences += "$path is named ${ours.second} on the wire, AWS names it $accepted"
        }
    }

    private fun compareType(path: String, ours: SerialDescriptor, field: SdkField<*>) {
        val type = field.marshallingType()
        if (typeOf(ours) != family(type)) {
            differences += "$path is ${typeOf(ours)} (${ours.serialName}), AWS has ${family(type)}"
            return
        }
        when (type) {
            MarshallingType.LIST ->
                compareType("$path[]", ours.getElementDescriptor(0), field.getTrait(ListTrait::class.java).memberFieldInfo())

            MarshallingType.MAP ->
                compareType("$path{}", ours.getElementDescriptor(1), field.getTrait(MapTrait::class.java).valueFieldInfo())

            MarshallingType.SDK_POJO ->
                if (seen.add("${ours.serialName} $type")) compare(path, ours, OfficialShape(field.constructor().get()))

            else -> Unit
        }
    }

    private fun typeOf(ours: SerialDescriptor): String =
        when {
            ours.serialName.startsWith("kotlin.time.Instant") -> "timestamp"
            ours.serialName.startsWith("io.mockaws.wire.DateText") -> "timestamp"
            ours.serialName.startsWith("io.mockaws.wire.Blob") -> "blob"
            else -> kindOf(ours.kind)
        }

    private fun kindOf(kind: SerialKind): String =
        when (kind) {
            PrimitiveKind.STRING, SerialKind.ENUM -> "string"
            PrimitiveKind.BOOLEAN -> "boolean"
            PrimitiveKind.INT, PrimitiveKind.LONG, PrimitiveKind.SHORT, PrimitiveKind.BYTE -> "integer"
            PrimitiveKind.DOUBLE, PrimitiveKind.FLOAT -> "float"
            StructureKind.LIST -> "list"
            StructureKind.MAP -> "map"
            else -> "structure"
        }

    private fun family(type: MarshallingType<*>): String =
        when (type) {
            MarshallingType.STRING -> "string"
            MarshallingType.BOOLEAN -> "boolean"
            MarshallingType.INTEGER, MarshallingType.LONG, MarshallingType.SHORT, MarshallingType.BYTE -> "integer"
            MarshallingType.DOUBLE, MarshallingType.FLOAT -> "float"
            MarshallingType.INSTANT -> "timestamp"
            MarshallingType.SDK_BYTES -> "blob"
            MarshallingType.LIST -> "list"
            MarshallingType.MAP -> "map"
            else -> "structure"
        }

    private companion object {
        /** Members of EC2 that Java's SDK calls otherwise than AWS, because `return` and `public` are words of the language. */
        val RENAMED = mapOf("Return" to "ReturnValue", "Public" to "PublicLaunchPermissions")

        const val STREAM = "io.mockaws.wire.StreamingBlob"
    }
}
