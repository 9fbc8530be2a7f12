@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.wire.binding

import io.mockaws.wire.Blob
import io.mockaws.wire.MemberNames
import io.mockaws.wire.Timestamps
import io.mockaws.wire.codec.DocumentCodec
import io.mockaws.wire.codec.MemberEncoder
import io.mockaws.wire.codec.TextEncoder
import io.mockaws.wire.codec.at
import io.mockaws.wire.http.Headers
import io.mockaws.wire.http.HttpBody
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.SerializationStrategy
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.CompositeEncoder
import kotlinx.serialization.encoding.Encoder

/** What an output or error puts into a message beside its document. */
internal class BoundResponse {
    var status: Int? = null
    val headers: Headers.Builder = Headers.builder()
    var body: HttpBody = HttpBody.Empty
    var contentType: String? = null
}

/** Spreads the output of one REST operation, or the members of an error, over status, headers and body. */
internal class ResponseBinding<O : Any>(
    private val serializer: KSerializer<O>,
    names: MemberNames,
) {
    val plan: BindingPlan = BindingPlan(serializer.descriptor, isInput = false, names)

    fun encode(
        value: O,
        codec: DocumentCodec,
    ): BoundResponse {
        val response = BoundResponse()
        if (plan.hasDocument) {
            response.body = HttpBody.Bytes(codec.encode(inDocument(response, codec), value))
            response.contentType = codec.contentType
        } else {
            serializer.serialize(BoundEncoder(plan, response, codec, null), value)
        }
        return response
    }

    /** What the codec takes for the shape of the body; in truth headers are filled while it writes. */
    fun inDocument(
        response: BoundResponse,
        codec: DocumentCodec,
    ): SerializationStrategy<O> =
        object : SerializationStrategy<O> {
            override val descriptor: SerialDescriptor get() = plan.document

            override fun serialize(
                encoder: Encoder,
                value: O,
            ) = serializer.serialize(BoundEncoder(plan, response, codec, encoder), value)
        }
}

private class BoundEncoder(
    private val plan: BindingPlan,
    private val response: BoundResponse,
    private val codec: DocumentCodec,
    private val document: Encoder?,
) : TextEncoder() {
    override val timestamps: Timestamps get() = Timestamps.DATE_TIME

    override fun text(value: String) = error("An output is a structure")

    override fun beginStructure(descriptor: SerialDescriptor): CompositeEncoder =
        Members(document?.beginStructure(plan.document))

    private inner class Members(
        private val rest: CompositeEncoder?,
    ) : MemberEncoder() {
        override fun member(index: Int): Encoder {
            val member = plan.members[index]
            return when (member.place) {
                Place.HEADER -> HeaderEncoder(member, member.name, response.headers)
                Place.PREFIX_HEADERS -> PrefixHeadersEncoder(member, response.headers, plan.ofPlace(Place.HEADER))
                Place.STATUS -> StatusEncoder(response)
                Place.PAYLOAD -> PayloadEncoder(member, response, codec)
                else -> DocumentMemberEncoder(rest!!, plan.document, plan.toDocument(index))
            }
        }

        override fun endStructure(descriptor: SerialDescriptor) {
            rest?.endStructure(plan.document)
        }
    }
}

private class StatusEncoder(
    private val response: BoundResponse,
) : TextEncoder() {
    override val timestamps: Timestamps get() = Timestamps.EPOCH_SECONDS

    override fun text(value: String) {
        response.status = value.toInt()
    }
}

private class PayloadEncoder(
    private val member: BoundMember,
    private val response: BoundResponse,
    private val codec: DocumentCodec,
) : TextEncoder() {
    override val timestamps: Timestamps get() = member.timestamps

    override fun text(value: String) = body(HttpBody.of(value), "text/plain")

    override fun encodeBlob(value: Blob) = body(HttpBody.Bytes(value.bytes), "application/octet-stream")

    override fun <T> encodeSerializableValue(
        serializer: SerializationStrategy<T>,
        value: T,
    ) {
        val descriptor = serializer.descriptor
        when {
            descriptor.isStream -> body(value as HttpBody, "application/octet-stream")

            descriptor.isText -> serializer.serialize(this, value)

            else -> body(
                HttpBody.Bytes(codec.encode(serializer.at(member.descriptor), value, member.traits)),
                codec.contentType
            )
        }
    }

    private fun body(
        body: HttpBody,
        type: String,
    ) {
        response.body = body
        response.contentType = member.mediaType ?: type
    }
}
