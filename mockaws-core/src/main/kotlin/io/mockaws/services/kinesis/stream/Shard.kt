package io.mockaws.services.kinesis.stream

import kotlinx.serialization.Serializable
import java.math.BigInteger
import java.security.MessageDigest
import kotlin.time.Instant

/** A part of a stream: the records whose hash keys are in a range, in order. */
@Serializable
internal data class Shard(
    val number: Int,
    /** The first and the last hash key, in decimal. */
    val from: String,
    val to: String,
    val openedAt: Instant,
    val parent: Int? = null,
    val adjacentParent: Int? = null,
    /** When it was split or merged; null where it still takes records. */
    val closedAt: Instant? = null,
    /** The second that its sequence numbers begin with: above that of its parents. */
    val epoch: Long,
) {
    val id: String get() = idOf(number)
    val isOpen: Boolean get() = closedAt == null
    val first: BigInteger get() = BigInteger(from)
    val last: BigInteger get() = BigInteger(to)
    val parents: List<Int> get() = listOfNotNull(parent, adjacentParent)

    operator fun contains(hash: BigInteger): Boolean = hash >= first && hash <= last

    companion object {
        private const val PREFIX = "shardId-"
        private const val DIGITS = 12

        fun idOf(number: Int): String = PREFIX + "$number".padStart(DIGITS, '0')

        /** The number that [id] names; AWS takes the number alone, too. Null for what is none. */
        fun numberOf(id: String): Int? = id.removePrefix(PREFIX).toIntOrNull()?.takeIf { it >= 0 }
    }
}

/** https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html#partition-key */
internal object HashKeys {
    val LAST: BigInteger = BigInteger.ONE.shiftLeft(128) - BigInteger.ONE

    /** Where a record with [partitionKey] goes. */
    fun of(partitionKey: String): BigInteger =
        BigInteger(1, (MD5.clone() as MessageDigest).digest(partitionKey.encodeToByteArray()))

    /** A copy costs less than looking one up. */
    private val MD5 = MessageDigest.getInstance("MD5")

    /** All hash keys in [count] ranges that are alike. */
    fun ranges(count: Int): List<Pair<BigInteger, BigInteger>> {
        val step = (LAST + BigInteger.ONE) / count.toBigInteger()
        return (0 until count).map {
            val from = step * it.toBigInteger()
            from to if (it == count - 1) LAST else from + step - BigInteger.ONE
        }
    }
}
