package io.mockaws.services.kms.crypto

import java.io.ByteArrayOutputStream
import java.math.BigInteger

/** As much of DER (ITU-T X.690) as keys and signatures are written in, where the JDK does not write them itself. */
internal object Der {
    private const val INTEGER = 0x02
    private const val BIT_STRING = 0x03
    private const val OCTET_STRING = 0x04
    private const val OID = 0x06
    private const val SEQUENCE = 0x30
    private const val CONTEXT = 0xa0
    private const val LONG_LENGTH = 0x80
    private const val BYTE = 0xff

    fun sequence(vararg parts: ByteArray): ByteArray = tagged(SEQUENCE, parts.fold(ByteArray(0), ByteArray::plus))

    fun integer(value: BigInteger): ByteArray = tagged(INTEGER, value.toByteArray())

    fun integer(value: Int): ByteArray = integer(BigInteger.valueOf(value.toLong()))

    fun octets(content: ByteArray): ByteArray = tagged(OCTET_STRING, content)

    fun bits(content: ByteArray): ByteArray = tagged(BIT_STRING, byteArrayOf(0) + content)

    /** The explicit context tag [number]. */
    fun explicit(
        number: Int,
        content: ByteArray,
    ): ByteArray = tagged(CONTEXT + number, content)

    /** An object identifier as `1.2.840.10045.2.1`. */
    fun oid(text: String): ByteArray {
        val numbers = text.split('.').map { it.toInt() }
        val out = ByteArrayOutputStream()
        (listOf(numbers[0] * 40 + numbers[1]) + numbers.drop(2)).forEach { number ->
            val groups = generateSequence(number) {
                (it ushr 7).takeIf { rest -> rest > 0 }
            }.map { it and 0x7f }.toList().asReversed()
            groups.forEachIndexed { i, group -> out.write(if (i < groups.lastIndex) group or LONG_LENGTH else group) }
        }
        return tagged(OID, out.toByteArray())
    }

    private fun tagged(
        tag: Int,
        content: ByteArray,
    ): ByteArray {
        val out = ByteArrayOutputStream(content.size + 6)
        out.write(tag)
        if (content.size < LONG_LENGTH) {
            out.write(content.size)
        } else {
            val length = BigInteger.valueOf(content.size.toLong()).toByteArray().dropWhile { it.toInt() == 0 }
            out.write(LONG_LENGTH or length.size)
            out.write(length.toByteArray())
        }
        out.write(content)
        return out.toByteArray()
    }

    /** One value that was read: its tag and what is in it. */
    class Value(
        private val tag: Int,
        val content: ByteArray,
    ) {
        fun items(): List<Value> = expect(SEQUENCE).let { readAll(content) }

        fun integer(): BigInteger = expect(INTEGER).let { BigInteger(content) }

        fun octets(): ByteArray = expect(OCTET_STRING).content

        fun bits(): ByteArray = expect(BIT_STRING).content.let { it.copyOfRange(1, it.size) }

        /** Whether it is the object identifier [text]. */
        fun isOid(text: String): Boolean =
            tag == OID && oid(text).let { it.copyOfRange(2, it.size) }.contentEquals(content)

        private fun expect(wanted: Int): Value = if (tag == wanted) this else throw BadDer()
    }

    /** The one value that [bytes] are. */
    fun read(bytes: ByteArray): Value = readAll(bytes).singleOrNull() ?: throw BadDer()

    private fun readAll(bytes: ByteArray): List<Value> {
        val found = ArrayList<Value>()
        var at = 0
        try {
            while (at < bytes.size) {
                val tag = bytes[at++].toInt() and BYTE
                var length = bytes[at++].toInt() and BYTE
                if (length >= LONG_LENGTH) {
                    val count = length - LONG_LENGTH
                    if (count !in 1..3) throw BadDer()
                    length = 0
                    repeat(count) { length = (length shl 8) or (bytes[at++].toInt() and BYTE) }
                }
                if (length > bytes.size - at) throw BadDer()
                found += Value(tag, bytes.copyOfRange(at, at + length))
                at += length
            }
        } catch (_: IndexOutOfBoundsException) {
            throw BadDer()
        } catch (_: NumberFormatException) {
            throw BadDer()
        }
        return found
    }
}

/** Bytes that are not what they should be. */
internal class BadDer : IllegalArgumentException("No DER of that kind")
