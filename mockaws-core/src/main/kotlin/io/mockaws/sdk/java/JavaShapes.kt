@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.sdk.java

import io.mockaws.wire.BlobSerializer
import io.mockaws.wire.DocumentSerializer
import io.mockaws.wire.HttpHeader
import io.mockaws.wire.HttpPayload
import io.mockaws.wire.HttpPrefixHeaders
import io.mockaws.wire.HttpResponseCode
import io.mockaws.wire.ServiceShape
import io.mockaws.wire.TimestampFormat
import io.mockaws.wire.Timestamps
import io.mockaws.wire.XmlAttribute
import io.mockaws.wire.XmlFlattened
import io.mockaws.wire.XmlName
import io.mockaws.wire.XmlNamespace
import io.mockaws.wire.codec.InstantSerializer
import io.mockaws.wire.codec.RuntimeShape
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.StructureKind
import software.amazon.awssdk.core.SdkField
import software.amazon.awssdk.core.SdkPojo
import software.amazon.awssdk.core.protocol.MarshallLocation
import software.amazon.awssdk.core.protocol.MarshallingType
import software.amazon.awssdk.core.traits.ListTrait
import software.amazon.awssdk.core.traits.MapTrait
import software.amazon.awssdk.core.traits.PayloadTrait
import software.amazon.awssdk.core.traits.TimestampFormatTrait
import software.amazon.awssdk.core.traits.XmlAttributeTrait
import java.util.concurrent.ConcurrentHashMap

/** The shapes of operations' outputs as the response classes of the AWS SDK for Java v2 list their members. */
internal object JavaShapes {
    private val structures = ConcurrentHashMap<Class<*>, SerialDescriptor>()

    /** Null where the SDK's module of [service] is not on the class path, or has no such operation. */
    fun output(
        service: ServiceShape,
        operation: String,
    ): SerialDescriptor? {
        val module = service.id.lowercase().filter { it.isLetterOrDigit() }
        val response =
            try {
                Class.forName("software.amazon.awssdk.services.$module.model.${operation}Response")
            } catch (_: ClassNotFoundException) {
                return null
            }
        return structure(response.getMethod("builder").invoke(null) as SdkPojo, service)
    }

    private fun structure(
        pojo: SdkPojo,
        service: ServiceShape,
    ): SerialDescriptor =
        structures.computeIfAbsent(pojo.javaClass) { type ->
            RuntimeShape(type.name, StructureKind.CLASS) { pojo.sdkFields().map { member(it, service) } }
        }

    private fun member(
        field: SdkField<*>,
        service: ServiceShape,
    ): RuntimeShape.Element {
        val onTheWire = field.unmarshallLocationName()
        // A few members are called otherwise in Java (NUL). JSON has AWS's name, XML may have another.
        val isJson = service.targetPrefix != null && field.location() == MarshallLocation.PAYLOAD
        val name = if (isJson) onTheWire else field.memberName()
        val xmlName = xmlName(onTheWire.takeIf { it != name })
        return RuntimeShape.Element(name, traits(field) + xmlName) { shape(field, service) }
    }

    private fun traits(field: SdkField<*>): List<Annotation> =
        buildList {
            val isMap = field.marshallingType() == MarshallingType.MAP
            when (field.location()) {
                MarshallLocation.HEADER -> add(
                    if (isMap) HttpPrefixHeaders(field.locationName()) else HttpHeader(field.locationName())
                )

                MarshallLocation.STATUS_CODE -> add(HttpResponseCode())

                else -> if (field.containsTrait(PayloadTrait::class.java)) add(HttpPayload())
            }
            if (field.containsTrait(XmlAttributeTrait::class.java)) add(XmlAttribute())
            if (field.getTrait(ListTrait::class.java)?.isFlattened == true) add(XmlFlattened())
            if (field.getTrait(MapTrait::class.java)?.isFlattened == true) add(XmlFlattened())
            format(field)?.let { add(TimestampFormat(it)) }
            if (hasTypeAttribute(field)) add(XmlNamespace("http://www.w3.org/2001/XMLSchema-instance", "xsi"))
        }

    /** S3's `<Grantee xsi:type="...">`. */
    private fun hasTypeAttribute(field: SdkField<*>) =
        field.marshallingType() == MarshallingType.SDK_POJO &&
            field.constructor().get().sdkFields().any { it.locationName().startsWith("xsi:") }

    private fun format(field: SdkField<*>): Timestamps? =
        when (field.getTrait(TimestampFormatTrait::class.java)?.format()) {
            null, TimestampFormatTrait.Format.UNIX_TIMESTAMP_MILLIS -> null
            TimestampFormatTrait.Format.ISO_8601 -> Timestamps.DATE_TIME
            TimestampFormatTrait.Format.RFC_822 -> Timestamps.HTTP_DATE
            TimestampFormatTrait.Format.UNIX_TIMESTAMP -> Timestamps.EPOCH_SECONDS
        }

    private fun shape(
        field: SdkField<*>,
        service: ServiceShape,
    ): SerialDescriptor =
        when (field.marshallingType()) {
            MarshallingType.SDK_POJO -> structure(field.constructor().get(), service)
            MarshallingType.LIST -> list(field.getTrait(ListTrait::class.java), service)
            MarshallingType.MAP -> map(field.getTrait(MapTrait::class.java), service)
            MarshallingType.SDK_BYTES -> BlobSerializer.descriptor
            MarshallingType.INSTANT -> InstantSerializer.descriptor
            MarshallingType.DOCUMENT -> DocumentSerializer.descriptor
            MarshallingType.BOOLEAN -> Boolean.serializer().descriptor
            MarshallingType.INTEGER -> Int.serializer().descriptor
            MarshallingType.LONG -> Long.serializer().descriptor
            MarshallingType.SHORT -> Short.serializer().descriptor
            MarshallingType.BYTE -> Byte.serializer().descriptor
            MarshallingType.DOUBLE -> Double.serializer().descriptor
            MarshallingType.FLOAT -> Float.serializer().descriptor
            MarshallingType.STRING -> String.serializer().descriptor
            else -> throw IllegalArgumentException("${field.memberName()} is of a type that cannot be stubbed")
        }

    private fun list(
        trait: ListTrait,
        service: ServiceShape,
    ): SerialDescriptor =
        RuntimeShape("list", StructureKind.LIST) {
            listOf(element(trait.memberLocationName(), trait.memberFieldInfo(), service))
        }

    private fun map(
        trait: MapTrait,
        service: ServiceShape,
    ): SerialDescriptor =
        RuntimeShape("map", StructureKind.MAP) {
            val key = RuntimeShape.Element("key", xmlName(trait.keyLocationName())) { String.serializer().descriptor }
            listOf(key, element(trait.valueLocationName(), trait.valueFieldInfo(), service))
        }

    private fun element(
        xmlName: String?,
        field: SdkField<*>,
        service: ServiceShape,
    ) = RuntimeShape.Element("element", xmlName(xmlName)) { shape(field, service) }

    private fun xmlName(name: String?): List<Annotation> = listOfNotNull(name?.let { XmlName(it) })
}
