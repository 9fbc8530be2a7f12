package io.mockaws.services.ec2.resource

import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import java.math.BigInteger
import java.net.InetAddress

/** A block of addresses: `10.0.0.0/16`, `2001:db8::/56`. */
internal class Cidr private constructor(
    val address: BigInteger,
    val prefix: Int,
    /** 32 or 128. */
    val bits: Int,
) {
    private val size: BigInteger get() = BigInteger.ONE.shiftLeft(bits - prefix)
    private val first: BigInteger get() = address.shiftRight(bits - prefix).shiftLeft(bits - prefix)

    /** How many addresses it has, as far as an integer goes. */
    val count: Int get() = size.min(BigInteger.valueOf(Int.MAX_VALUE.toLong())).toInt()

    val isIpv6: Boolean get() = bits == IPV6_BITS

    fun contains(other: Cidr): Boolean =
        bits == other.bits && other.first >= first && other.first + other.size <= first + size

    fun overlaps(other: Cidr): Boolean =
        bits == other.bits && other.first < first + size && first < other.first + other.size

    /** Its [index]th address. */
    fun nth(index: Int): String = addressText(first + BigInteger.valueOf(index.toLong()), bits)

    /** Its [index]th block of [prefix] bits. */
    fun block(
        index: Int,
        prefix: Int,
    ): Cidr = Cidr(first + BigInteger.valueOf(index.toLong()).shiftLeft(bits - prefix), prefix, bits)

    /** The same with no bits beyond the prefix, as AWS writes it. */
    fun normal(): Cidr = Cidr(first, prefix, bits)

    override fun toString(): String = "${addressText(address, bits)}/$prefix"

    companion object {
        const val IPV6_BITS: Int = 128
        private const val IPV4_BITS = 32
        private val IPV4 = Regex("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})")
        private val IPV6 = Regex("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")
        private const val LARGEST_BYTE = 255

        /** Null for what is none; a bare address is none either. */
        fun parse(text: String): Cidr? {
            val slash = text.indexOf('/')
            if (slash < 0) return null
            val address = number(text.substring(0, slash)) ?: return null
            val prefix = text.substring(slash + 1).toIntOrNull() ?: return null
            return Cidr(address.first, prefix, address.second).takeIf { prefix in 0..address.second }
        }

        /** The block that [address] alone is; null for what is none. */
        fun ofAddress(address: String): Cidr? = number(address)?.let { (value, bits) -> Cidr(value, bits, bits) }

        private fun number(text: String): Pair<BigInteger, Int>? {
            IPV4.matchEntire(text)?.let { match ->
                val parts = match.groupValues.drop(1).map { it.toInt() }
                if (parts.any { it > LARGEST_BYTE }) return null
                return BigInteger.valueOf(parts.fold(0L) { all, part -> (all shl Byte.SIZE_BITS) + part }) to IPV4_BITS
            }
            if (!IPV6.matches(text)) return null
            return try {
                BigInteger(1, InetAddress.getByName("[$text]").address) to IPV6_BITS
            } catch (_: java.net.UnknownHostException) {
                null
            }
        }

        private fun addressText(
            address: BigInteger,
            bits: Int,
        ): String {
            if (bits == IPV4_BITS) {
                val value = address.toLong()
                return listOf(24, 16, 8, 0).joinToString(".") { ((value shr it) and 0xff).toString() }
            }
            return ipv6Text((7 downTo 0).map { address.shiftRight(it * 16).toInt() and 0xffff })
        }

        /** With the longest row of zeros left out. */
        private fun ipv6Text(groups: List<Int>): String {
            var best = 0..-1
            var start = 0
            while (start < groups.size) {
                var end = start
                while (end < groups.size && groups[end] == 0) end++
                if (end - start > maxOf(best.last - best.first + 1, 1)) best = start until end
                start = end + 1
            }
            if (best.isEmpty()) return groups.joinToString(":") { it.toString(16) }
            return groups.subList(0, best.first).joinToString(":") { it.toString(16) } + "::" +
                groups.subList(best.last + 1, groups.size).joinToString(":") { it.toString(16) }
        }
    }
}
