@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.codec

import io.mockaws.wire.Blob
import io.mockaws.wire.DateText
import io.mockaws.wire.DateTextSerializer
import io.mockaws.wire.MemberNames
import io.mockaws.wire.StreamingBlobSerializer
import io.mockaws.wire.http.HttpBody
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationStrategy
import kotlin.time.Instant

/** Shapes as people look at them: nested maps and lists by AWS's own names. */
internal object Documents {
    /**
     * The members of [value] that are set. Timestamps are [Instant]s, blobs are [Blob]s, enums are their names on
     * the wire; a streaming body is only described, because it may be gone.
     */
    @Suppress("UNCHECKED_CAST")
    fun <T> of(
        serializer: KSerializer<T>,
        value: T,
        names: MemberNames,
    ): Map<String, Any?> {
        val encoder = DocumentEncoder(ShapePlans.of(names))
        encoder.encodeSerializableValue(serializer, value)
        return encoder.root as? Map<String, Any?> ?: emptyMap()
    }
}

private class DocumentEncoder(
    plans: ShapePlans,
) : ShapeEncoder(plans) {
    var root: Any? = null
        private set

    private val open = ArrayDeque<Any>()
    private var name: String? = null
    private var names = ArrayDeque<String?>()
    private var atKey = false

    override fun begin(plan: ShapePlan) {
        val container: Any = if (plan.isList) ArrayList<Any?>() else LinkedHashMap<String, Any?>()
        put(container)
        open.addLast(container)
        names.addLast(name)
    }

    override fun end(plan: ShapePlan) {
        open.removeLast()
        name = names.removeLast()
    }

    override fun place(
        plan: ShapePlan,
        index: Int,
    ) {
        atKey = plan.isMap && index == 0
        if (!plan.isList && !plan.isMap) name = plan.names[index]
    }

    @Suppress("UNCHECKED_CAST")
    private fun put(value: Any?) {
        if (atKey) {
            name = value.toString()
            atKey = false
            return
        }
        when (val container = open.lastOrNull()) {
            null -> root = value
            is MutableList<*> -> (container as MutableList<Any?>).add(value)
            else -> (container as MutableMap<String, Any?>)[name!!] = value
        }
    }

    override fun <T> encodeOther(
        serializer: SerializationStrategy<T>,
        value: T,
    ) = when {
        serializer === StreamingBlobSerializer -> put(describe(value as HttpBody))
        serializer === DateTextSerializer -> put((value as DateText).asValue())
        else -> super.encodeOther(serializer, value)
    }

    private fun describe(body: HttpBody): String =
        body.contentLength?.let { "a stream of $it bytes" } ?: "a stream of unknown length"

    override fun encodeString(value: String) = put(value)

    override fun encodeInt(value: Int) = put(value)

    override fun encodeLong(value: Long) = put(value)

    override fun encodeBoolean(value: Boolean) = put(value)

    override fun encodeFloat(value: Float) = put(value)

    override fun encodeDouble(value: Double) = put(value)

    override fun encodeNull() = put(null)

    override fun encodeBlob(value: Blob) = put(value)

    override fun encodeInstant(value: Instant) = put(value)

    override fun encodeDocument(value: Any?) = put(value)
}
