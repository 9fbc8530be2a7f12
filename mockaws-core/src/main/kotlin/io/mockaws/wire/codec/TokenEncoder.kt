@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import com.fasterxml.jackson.core.Base64Variants
import com.fasterxml.jackson.core.JsonGenerator
import io.mockaws.wire.Blob
import kotlinx.serialization.ExperimentalSerializationApi
import kotlin.time.Instant

/**
 * Writes a shape as Jackson's tokens, which [generator] turns into JSON or CBOR.
 *
 * @param rootIsOpen whether the object that the shape's members go into has begun already
 */
internal class TokenEncoder(
    private val generator: JsonGenerator,
    private val format: TokenFormat,
    plans: ShapePlans,
    private val rootIsOpen: Boolean = false,
) : ShapeEncoder(plans) {
    private var depth = 0
    private var atKey = false

    override fun begin(plan: ShapePlan) {
        if (depth++ == 0 && rootIsOpen) return
        if (plan.isList) generator.writeStartArray() else generator.writeStartObject()
    }

    override fun end(plan: ShapePlan) {
        if (--depth == 0 && rootIsOpen) return
        if (plan.isList) generator.writeEndArray() else generator.writeEndObject()
    }

    override fun place(
        plan: ShapePlan,
        index: Int,
    ) {
        when {
            plan.isList -> Unit
            plan.isMap -> atKey = index == 0
            else -> generator.writeFieldName(plan.fields[index])
        }
    }

    override fun encodeString(value: String) {
        if (atKey) {
            generator.writeFieldName(value)
            atKey = false
        } else {
            generator.writeString(value)
        }
    }

    override fun encodeInt(value: Int): Unit = if (atKey) {
        encodeString(
            value.toString()
        )
    } else {
        generator.writeNumber(value)
    }

    override fun encodeLong(value: Long): Unit = if (atKey) {
        encodeString(
            value.toString()
        )
    } else {
        generator.writeNumber(value)
    }

    override fun encodeBoolean(value: Boolean): Unit = generator.writeBoolean(value)

    override fun encodeFloat(value: Float): Unit = generator.writeNumber(value)

    override fun encodeDouble(value: Double): Unit = generator.writeNumber(value)

    override fun encodeNull(): Unit = generator.writeNull()

    override fun encodeBlob(value: Blob): Unit =
        generator.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, value.bytes, 0, value.size)

    override fun encodeInstant(value: Instant): Unit = format.writeInstant(generator, value, timestamps)

    override fun encodeDocument(value: Any?): Unit = writeDocument(generator, value)
}
