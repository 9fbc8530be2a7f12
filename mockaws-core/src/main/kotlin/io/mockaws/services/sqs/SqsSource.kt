package io.mockaws.services.sqs

import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.engine.delivery.QueueSource
import io.mockaws.kit.Arn
import kotlin.time.Instant

/** Queues as event source mappings of Lambda look at them; they receive as any consumer does. */
internal object SqsSource : QueueSource {
    override val service: String get() = "sqs"

    override fun has(
        arn: Arn,
        world: World,
    ): Boolean = world.context(SqsService, arn.place).state.exists(arn.resource)

    override fun arrivals(
        arn: Arn,
        most: Int,
        world: World,
    ): List<Instant> {
        val call = world.context(SqsService, arn.place)
        return call.state.onIfThere(arn.resource, call.now(), call.ids) { store.arrivals(most) }.orEmpty()
    }
}
