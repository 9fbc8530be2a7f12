package io.mockaws.services.kinesis.state

import io.mockaws.engine.World
import io.mockaws.services.kinesis.stream.KinesisFaults
import io.mockaws.services.kinesis.stream.KinesisLimits
import kotlin.time.Instant

/** Who is subscribed to which shard now. A consumer has one subscription a shard; a later one ends the one before. */
internal class Subscriptions private constructor() : AutoCloseable {
    private class Active(
        val number: Long,
        val since: Instant,
    )

    private val active = HashMap<Pair<String, String>, Active>()

    /** Begins subscription [number], unless there is one of the last seconds. */
    fun begin(
        consumerArn: String,
        shardId: String,
        now: Instant,
        number: Long,
    ): Long =
        synchronized(active) {
            val before = active[consumerArn to shardId]
            if (before != null && now - before.since < KinesisLimits.subscriptionHold) {
                throw KinesisFaults.subscribed(consumerArn)
            }
            active[consumerArn to shardId] = Active(number, now)
            number
        }

    fun isCurrent(
        consumerArn: String,
        shardId: String,
        number: Long,
    ): Boolean = synchronized(active) { active[consumerArn to shardId]?.number == number }

    fun end(
        consumerArn: String,
        shardId: String,
        number: Long,
    ) {
        synchronized(active) { if (isCurrent(consumerArn, shardId, number)) active.remove(consumerArn to shardId) }
    }

    override fun close() = synchronized(active) { active.clear() }

    companion object {
        fun of(world: World): Subscriptions = world.running.part("kinesis") { Subscriptions() }
    }
}
