package io.mockaws.wire

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.MissingFieldException
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlin.time.Instant

/**
 * What every codec of `wire/codec` adds to kotlinx-serialization's own encoder: the two simple types of AWS
 * whose form depends on the protocol and on the member's traits.
 */
internal interface WireEncoder : Encoder {
    fun encodeBlob(value: Blob)

    /** In the format of the member's [TimestampFormat], else of the place and protocol it is written to. */
    fun encodeInstant(value: Instant)

    /** The value of a [Document]; XML and Query have none. */
    fun encodeDocument(value: Any?): Unit = error("This protocol has no documents")
}

/** The other direction of [WireEncoder]. Malformed input throws [MalformedRequest]. */
internal interface WireDecoder : Decoder {
    fun decodeBlob(): Blob

    fun decodeInstant(): Instant

    /** The value of a [Document]; XML and Query have none. */
    fun decodeDocument(): Any? = error("This protocol has no documents")
}

/**
 * The bytes of a request do not have the shape of its operation. [reason] says why in the words that AWS would
 * use; the protocol turns it into its own error ("SerializationException", "MalformedXML", ...).
 */
internal class MalformedRequest(
    val reason: String,
    cause: Throwable? = null,
    /** The error code where it is more special than the protocol's own, else null. */
    val code: String? = null,
    /** The HTTP status. */
    val status: Int = 400,
) : Exception(reason, cause) {
    /** Whether what is wrong is that a required member is not there. */
    @OptIn(ExperimentalSerializationApi::class)
    val lacksMember: Boolean get() = cause is MissingFieldException
}
