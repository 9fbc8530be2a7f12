package io.mockaws.wire.codec

import com.fasterxml.jackson.core.JsonFactory
import com.fasterxml.jackson.core.JsonGenerator
import com.fasterxml.jackson.core.JsonParser
import com.fasterxml.jackson.core.JsonToken
import com.fasterxml.jackson.core.StreamReadConstraints
import com.fasterxml.jackson.core.TSFBuilder
import com.fasterxml.jackson.core.json.JsonWriteFeature
import com.fasterxml.jackson.dataformat.cbor.CBORFactory
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator
import io.mockaws.wire.Blob
import io.mockaws.wire.MalformedRequest
import io.mockaws.wire.Timestamps
import io.mockaws.wire.content.MAX_DOCUMENT
import java.math.BigDecimal
import java.util.Base64
import kotlin.time.Instant

/** In what JSON and the two dialects of CBOR differ; all else is Jackson's business. */
internal enum class TokenFormat(
    val factory: JsonFactory,
    /** A structure without members. */
    val empty: ByteArray,
    /** What REST messages call it. */
    val contentType: String,
) {
    /** Blobs are base64, timestamps are numbers unless the member says otherwise, NaN and infinities are strings. */
    JSON(
        limited(JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)),
        "{}".encodeToByteArray(),
        "application/json",
    ) {
        override fun writeInstant(
            generator: JsonGenerator,
            value: Instant,
            format: Timestamps?,
        ) {
            when (format) {
                null, Timestamps.EPOCH_SECONDS -> generator.writeNumber(
                    TimestampText.format(value, Timestamps.EPOCH_SECONDS)
                )

                else -> generator.writeString(TimestampText.format(value, format))
            }
        }

        override fun readInstant(
            parser: JsonParser,
            format: Timestamps?,
            refuse: () -> Nothing,
        ): Instant {
            if (format == null || format == Timestamps.EPOCH_SECONDS) {
                if (!parser.currentToken().isNumeric) refuse()
                return TimestampText.instantOf(parser.decimalValue)
            }
            if (parser.currentToken() != JsonToken.VALUE_STRING) refuse()
            return TimestampText.parse(parser.text, format)
        }

        override fun readBlob(
            parser: JsonParser,
            refuse: () -> Nothing,
        ): Blob {
            when (parser.currentToken()) {
                JsonToken.VALUE_STRING -> return base64(parser.text)
                JsonToken.START_OBJECT, JsonToken.START_ARRAY -> refuse()
                else -> throw MalformedRequest("only base-64-encoded strings are convertible to bytes")
            }
        }

        override fun readDouble(
            parser: JsonParser,
            limit: Double,
            refuse: () -> Nothing,
        ): Double {
            if (parser.currentToken() != JsonToken.VALUE_STRING) return super.readDouble(parser, limit, refuse)
            return when (parser.text) {
                "NaN" -> Double.NaN
                "Infinity" -> Double.POSITIVE_INFINITY
                "-Infinity" -> Double.NEGATIVE_INFINITY
                else -> refuse()
            }
        }
    },

    /** rpcv2Cbor: byte strings, and timestamps as tag 1 with seconds. */
    CBOR(limited(CBORFactory.builder()), byteArrayOf(0xa0.toByte()), "application/cbor") {
        override fun writeInstant(
            generator: JsonGenerator,
            value: Instant,
            format: Timestamps?,
        ) {
            (generator as CBORGenerator).writeTag(EPOCH_TAG)
            if (value.nanosecondsOfSecond == 0) {
                generator.writeNumber(value.epochSeconds)
            } else {
                generator.writeNumber(value.epochSeconds + value.nanosecondsOfSecond / NANOS)
            }
        }

        override fun readInstant(
            parser: JsonParser,
            format: Timestamps?,
            refuse: () -> Nothing,
        ): Instant = TimestampText.instantOf(number(parser, refuse))
    },

    /** What Kinesis speaks with the SDKs for Java: as [CBOR], but timestamps count milliseconds. */
    CBOR_MILLIS(CBOR.factory, CBOR.empty, "application/x-amz-cbor-1.1") {
        override fun writeInstant(
            generator: JsonGenerator,
            value: Instant,
            format: Timestamps?,
        ) {
            (generator as CBORGenerator).writeTag(EPOCH_TAG)
            generator.writeNumber(value.toEpochMilliseconds())
        }

        override fun readInstant(
            parser: JsonParser,
            format: Timestamps?,
            refuse: () -> Nothing,
        ): Instant = TimestampText.instantOf(number(parser, refuse).movePointLeft(MILLI_DIGITS))
    }, ;

    abstract fun writeInstant(
        generator: JsonGenerator,
        value: Instant,
        format: Timestamps?,
    )

    /** [refuse] throws for a token that cannot be one. */
    abstract fun readInstant(
        parser: JsonParser,
        format: Timestamps?,
        refuse: () -> Nothing,
    ): Instant

    open fun readBlob(
        parser: JsonParser,
        refuse: () -> Nothing,
    ): Blob = if (parser.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT) Blob(parser.binaryValue) else refuse()

    open fun readDouble(
        parser: JsonParser,
        limit: Double,
        refuse: () -> Nothing,
    ): Double {
        if (!parser.currentToken().isNumeric) refuse()
        val value = parser.doubleValue
        if (this == JSON && (value > limit || value < -limit)) throw MalformedRequest("Number out of range")
        return value
    }

    /** A CBOR number; of a double the shortest decimal that it stands for, so that milliseconds stay what they are. */
    protected fun number(
        parser: JsonParser,
        refuse: () -> Nothing,
    ): BigDecimal {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) return parser.decimalValue
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) refuse()
        val value = parser.doubleValue
        if (!value.isFinite()) throw MalformedRequest("Timestamp out of range")
        return BigDecimal.valueOf(value)
    }

    private companion object {
        const val EPOCH_TAG = 1
        const val NANOS = 1e9
        const val MILLI_DIGITS = 3
    }
}

/** Deeper nesting is refused: no shape of AWS goes there, and each level costs stack. */
private const val MAX_DEPTH = 200

private fun limited(builder: TSFBuilder<*, *>): JsonFactory =
    builder
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        .streamReadConstraints(
            StreamReadConstraints
                .builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(MAX_DOCUMENT.toInt())
                .maxNameLength(MAX_DOCUMENT.toInt())
                .build(),
        ).build() as JsonFactory

/** The words are AWS's. */
internal fun base64(text: String): Blob {
    if (text.length % BASE64_QUANTUM != 0) {
        throw MalformedRequest("Base64 encoded length is expected a multiple of 4 bytes but found: ${text.length}")
    }
    return try {
        Blob(Base64.getDecoder().decode(text))
    } catch (e: IllegalArgumentException) {
        throw MalformedRequest("Invalid base64: ${e.message}", e)
    }
}

private const val BASE64_QUANTUM = 4
