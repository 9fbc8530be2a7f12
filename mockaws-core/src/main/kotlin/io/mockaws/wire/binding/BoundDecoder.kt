@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.binding

import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.Timestamps
import io.mockaws.wire.UnknownMembers
import io.mockaws.wire.codec.DocumentCodec
import io.mockaws.wire.codec.MemberDecoder
import io.mockaws.wire.codec.TextDecoder
import io.mockaws.wire.codec.at
import io.mockaws.wire.http.HttpBody
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.Decoder
import io.mockaws.wire.Blob as WireBlob

/** The whole input: first what is bound to the message, then what [document] has. */
internal class BoundDecoder(
    private val plan: BindingPlan,
    private val values: RequestValues,
    private val payload: PayloadDecoder?,
    private val document: Decoder?,
) : TextDecoder() {
    override val text: String get() = throw MalformedRequest("An input is a structure")
    override val timestamps: Timestamps get() = Timestamps.DATE_TIME
    override val subject: String get() = "input"

    override fun beginStructure(descriptor: SerialDescriptor): CompositeDecoder =
        Members(document?.beginStructure(plan.document))

    private inner class Members(
        private val rest: CompositeDecoder?,
    ) : MemberDecoder() {
        private var next = 0
        private var current: Decoder? = null

        override fun decodeElementIndex(descriptor: SerialDescriptor): Int {
            while (next < plan.bound.size) {
                val member = plan.bound[next++]
                current =
                    (if (member.place == Place.PAYLOAD) payload?.takeIf { it.isPresent } else values.of(member))
                        ?: continue
                return member.index
            }
            val index = rest?.decodeElementIndex(plan.document) ?: return CompositeDecoder.DECODE_DONE
            if (index < 0) return index
            current = DocumentMemberDecoder(rest, plan.document, index)
            return plan.fromDocument(index)
        }

        override fun member(index: Int): Decoder = current!!

        override fun endStructure(descriptor: SerialDescriptor) {
            rest?.endStructure(plan.document)
        }
    }
}

/** A member that is the body: as a stream, as bytes, as text, or as a document of its own. */
internal class PayloadDecoder(
    private val member: BoundMember,
    private val body: HttpBody,
    private val bytes: ByteArray,
    private val codec: DocumentCodec,
    private val unknown: UnknownMembers,
) : TextDecoder() {
    val isPresent: Boolean get() = member.descriptor.isStream || bytes.isNotEmpty()
    override val text: String get() = bytes.decodeToString()
    override val timestamps: Timestamps get() = member.timestamps
    override val subject: String get() = member.name

    override fun decodeBlob(): WireBlob = WireBlob(bytes)

    override fun <T> decodeSerializableValue(deserializer: DeserializationStrategy<T>): T {
        val descriptor = deserializer.descriptor
        @Suppress("UNCHECKED_CAST")
        return when {
            descriptor.isStream -> body as T
            descriptor.isText -> deserializer.deserialize(this)
            else -> codec.decode(deserializer.at(member.descriptor), bytes, unknown)
        }
    }
}

/** Smithy's `streaming` blob. */
internal val SerialDescriptor.isStream: Boolean get() = serialName.removeSuffix("?") == "io.mockaws.wire.StreamingBlob"

/** Smithy's `blob`. */
internal val SerialDescriptor.isBlob: Boolean get() = serialName.removeSuffix("?") == "io.mockaws.wire.Blob"

/** Smithy's `document`, which has a form only in a codec. */
internal val SerialDescriptor.isDocument: Boolean get() = serialName.removeSuffix("?") == "io.mockaws.wire.Document"

/** Whether it is written as it is where it is the whole body. */
internal val SerialDescriptor.isText: Boolean
    get() = (kind is PrimitiveKind || kind == SerialKind.ENUM) && !isDocument

/** Whether the empty text is no value of it. */
internal val SerialDescriptor.needsText: Boolean
    get() =
        (kind is PrimitiveKind && kind != PrimitiveKind.STRING) || serialName.startsWith("kotlin.time.Instant") ||
            kind == SerialKind.ENUM
