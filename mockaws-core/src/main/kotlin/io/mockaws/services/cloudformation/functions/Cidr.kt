package io.mockaws.services.cloudformation.functions

import java.math.BigInteger
import java.net.InetAddress

/** `Fn::Cidr`: blocks of addresses, one behind the other. */
internal object Cidr {
    private const val BITS_PER_BYTE = 8
    private const val DEFAULT_BITS = 8
    private val V4 = Regex("\\d{1,3}(\\.\\d{1,3}){3}")
    private val V6 = Regex("[0-9a-fA-F:]+:[0-9a-fA-F:.]*")

    /** [count] blocks of 2^[bits] addresses each, from the beginning of [block]; null where it has no place for them. */
    fun blocks(
        block: String,
        count: Int,
        bits: Int?,
    ): List<String>? {
        val host = block.substringBefore('/')
        val prefix = block.substringAfter('/', "").toIntOrNull() ?: return null
        if (!V4.matches(host) && !V6.matches(host)) return null
        val bytes = InetAddress.getByName(host).address
        val length = bytes.size * BITS_PER_BYTE
        val size = bits ?: DEFAULT_BITS
        if (prefix > length || length - size < prefix || count < 1) return null
        val first = BigInteger(1, bytes).shiftRight(length - prefix).shiftLeft(length - prefix)
        val step = BigInteger.ONE.shiftLeft(size)
        val end = first + BigInteger.ONE.shiftLeft(length - prefix)
        val made = (0 until count).map { first + step * it.toBigInteger() }
        if (made.last() + step > end) return null
        return made.map { address(it, bytes.size) + "/${length - size}" }
    }

    private fun address(
        number: BigInteger,
        size: Int,
    ): String {
        val bytes = number.toByteArray().let {
            if (it.size >
                size
            ) {
                it.copyOfRange(it.size - size, it.size)
            } else {
                ByteArray(size - it.size) + it
            }
        }
        return InetAddress.getByAddress(bytes).hostAddress
    }
}
