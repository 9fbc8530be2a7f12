package io.mockaws.services.sqs

import io.mockaws.engine.CallContext
import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.state.StateAction
import io.mockaws.state.StateField
import io.mockaws.testing.Calls

// What people do with queues and messages in the dashboard.

internal fun makeQueue(world: World) =
    StateAction(
        "make",
        "Make a queue",
        listOf(StateField("name", "Name; one that ends in .fifo is a FIFO queue"))
    ) { said ->
        SqsFixture({ world.context(SqsService) }) { Calls.NONE }.queue(said.getValue("name"))
        listOf(world.home.account, world.home.region, said.getValue("name"))
    }

internal fun queueActions(
    call: CallContext<SqsState>,
    path: List<String>,
): List<StateAction> {
    val queue = QueueFixture(path.last(), { call }, { Calls.NONE })
    val isFifo = path.last().endsWith(SqsLimits.FIFO_SUFFIX)
    val group = listOf(StateField("group", "Message group", "default")).takeIf { isFifo }.orEmpty()
    val send =
        StateAction("send", "Send a message", listOf(StateField("body", "Body", isLong = true)) + group) { said ->
            queue.send(said.getValue("body"), groupId = said["group"])
            path
        }
    val purge =
        StateAction("purge", "Purge", loses = true) {
            queue.purge()
            path
        }
    return listOf(send, purge)
}

internal fun deleteMessage(
    call: CallContext<SqsState>,
    path: List<String>,
) = StateAction("delete", "Delete", loses = true) {
    call.state.on(path[2], call.now(), call.ids) { path.last().toLongOrNull()?.let { store[it] }?.let(::remove) }
    path.dropLast(1)
}
