package io.mockaws.kit.stream

import io.mockaws.engine.World
import io.mockaws.engine.delivery.EventSource
import io.mockaws.engine.delivery.QueueSource
import io.mockaws.engine.delivery.SourceShard
import io.mockaws.engine.delivery.StreamSource
import io.mockaws.kit.Arn
import kotlin.time.Instant

/** A shard that can be read, or a queue, which is the shard with no name; and from when on. */
internal class DueReading(
    val shard: String,
    val due: Instant,
) {
    companion object {
        /**
         * What of the source at [arn] a reader reads first; null where there is nothing to read. Cheap.
         *
         * @param isBusy whether a batch of a shard is being handled
         */
        fun first(
            arn: Arn,
            rules: ReadingRules,
            world: World,
            isBusy: (shard: String) -> Boolean,
            progress: (shard: String) -> ReadingProgress?,
        ): DueReading? =
            when (val source: EventSource? = world.links.deliveries.source(arn)) {
                is StreamSource -> ofStream(Lanes.of(source, rules.lanes), arn, rules, world, isBusy, progress)

                is QueueSource ->
                    dueOf(source.arrivals(arn, rules.batchSize, world), rules, progress(""))?.let { DueReading("", it) }

                null -> null
            }

        private fun ofStream(
            source: StreamSource,
            arn: Arn,
            rules: ReadingRules,
            world: World,
            isBusy: (String) -> Boolean,
            progress: (String) -> ReadingProgress?,
        ): DueReading? {
            val shards = source.shards(arn, world).associateBy { it.id }

            fun isRead(shard: SourceShard) =
                shard.isClosed && source.arrivals(arn, shard.id, progress(shard.id)?.position, 1, world).isEmpty()

            return shards.values.filterNot { isBusy(it.id) }
                .filter { shard -> shard.parents.mapNotNull { shards[it] }.all(::isRead) }
                .mapNotNull { shard ->
                    val so = progress(shard.id)
                    val times = source.arrivals(arn, shard.id, so?.position, so?.limit ?: rules.batchSize, world)
                    dueOf(times, rules, so)?.let { DueReading(shard.id, it) }
                }.minByOrNull { it.due }
        }

        private fun dueOf(
            times: List<Instant>,
            rules: ReadingRules,
            progress: ReadingProgress?,
        ): Instant? {
            val open = progress?.window
            val window = open ?: TumblingWindow.of(times.firstOrNull(), rules)
            val batch = if (window == null) times else times.takeWhile { it < window.end }
            val due =
                when {
                    open?.isEarly == true -> open.start

                    batch.isNotEmpty() -> {
                        val due = batchDue(batch, rules, progress)
                        if (window == null) due else minOf(due, window.end)
                    }

                    else -> open?.end ?: return null
                }
            return progress?.notBefore?.let { maxOf(it, due) } ?: due
        }

        private fun batchDue(
            times: List<Instant>,
            rules: ReadingRules,
            progress: ReadingProgress?,
        ): Instant {
            val isWhole =
                times.size >= rules.batchSize || (progress?.attempts ?: 0) > 0 || progress?.until != null
            val last = times.first() + rules.window
            return if (isWhole) minOf(times.last(), last) else last
        }
    }
}
