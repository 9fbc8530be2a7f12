package io.mockaws.services.sqs

import io.mockaws.engine.CallContext
import io.mockaws.engine.World
import io.mockaws.services.sqs.op.allAttributes
import io.mockaws.services.sqs.op.systemAttributes
import io.mockaws.services.sqs.queue.Message
import io.mockaws.services.sqs.queue.Queue
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateAction
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateLink
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Queues and their messages; nothing is received. Paths: account, region, queue, position of the message. */
internal object SqsPage : ServicePage<SqsState>(SqsService, "Amazon SQS") {
    private const val QUEUE_PATH = 3
    private const val MESSAGE_PATH = 4

    override fun counts(world: World): Map<String, Long> {
        val sizes = everywhere(world).flatMap { call ->
            call.state.names().mapNotNull { name -> call.on(name) { store.all().size } }
        }
        return mapOf("queues" to sizes.size.toLong(), "messages" to sizes.sumOf { it.toLong() })
    }

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            QUEUE_PATH -> at(world, path)?.let { call -> call.on(path.last()) { view(path, page) } }
            MESSAGE_PATH -> at(world, path)?.let { call -> call.on(path[2]) { message(path) } }
            else -> null
        }

    override fun actions(
        world: World,
        path: List<String>,
    ): List<StateAction> =
        when (path.size) {
            0 -> listOf(makeQueue(world))
            QUEUE_PATH -> queueActions(at(world, path)!!, path)
            else -> listOf(deleteMessage(at(world, path)!!, path))
        }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> call.state.names().map { call to it } }
        val slice =
            page.slice(
                all.filter {
                    page.admits(it.second)
                }
            ) { (call, name) -> listOf(call.account, call.region, name) }
        val rows =
            slice.entries.mapNotNull { (call, name) ->
                call.on(name) {
                    val sizes = arrayOf(store.visibleCount, store.inFlight, store.delayed)
                    row(listOf(call.account, call.region, name), name, *sizes, call.region, call.account, createdAt)
                }
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Available" to Kind.NUMBER,
                "In flight" to Kind.NUMBER,
                "Delayed" to Kind.NUMBER,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
                "Created" to Kind.TIME,
            )
        val table = StateTable("Queues", columns, rows, slice.next, all.size.toLong(), "name contains")
        return StateView(title, "service", table = table)
    }

    private fun Queue.view(
        path: List<String>,
        page: PageRequest,
    ): StateView {
        val after = page.after?.let { requireNotNull(it.toLongOrNull()) { "No page begins after \"$it\"" } } ?: 0
        val found = store.after(after).asSequence().filter { page.admits(it.body, it.id) }
        val slice = page.slice(found) { "${it.position}" }
        val rows =
            slice.entries.map {
                row(path + "${it.position}", it.body, stateOf(it), it.receiveCount, it.sentAt, *groupOf(it))
            }
        val columns =
            columns(
                "Body" to Kind.TEXT,
                "State" to Kind.TEXT,
                "Received" to Kind.NUMBER,
                "Sent" to Kind.TIME,
            )
        val group = if (attributes.fifo) columns("Group" to Kind.TEXT) else emptyList()
        val total = store.all().size.toLong()
        return StateView(
            title = name,
            kind = "queue",
            sections = listOf(section("Attributes", allAttributes()), section("Tags", tags)),
            table = StateTable("Messages", columns + group, rows, slice.next, total, "body or id contains"),
        )
    }

    /** The cells that only queues with groups have. */
    private fun Queue.groupOf(message: Message) = if (attributes.fifo) arrayOf(message.groupId) else emptyArray()

    private fun Queue.message(path: List<String>): StateView? {
        val message = path.last().toLongOrNull()?.let { store[it] } ?: return null
        val shown =
            mapOf("MessageId" to message.id, "State" to stateOf(message), "VisibleAt" to message.visibleAt) +
                systemAttributes.mapValues { (_, read) -> read(message) } + mapOf("MD5OfBody" to message.md5OfBody)
        val attributes =
            message.attributes.mapValues { (_, value) ->
                val text = value.stringValue ?: value.binaryValue?.let { "${it.size} bytes" }
                "$text (${value.dataType})"
            }
        return StateView(
            title = message.id,
            kind = "message",
            trail = listOf(StateLink(name, path.dropLast(1))),
            sections = listOf(section("Message", shown), section("Attributes", attributes)),
            text = message.body,
        )
    }

    private fun Queue.stateOf(message: Message): String =
        QueueMessage.of(message, store.isVisible(message)).state.name.lowercase().replace('_', ' ')

    private fun <R> CallContext<SqsState>.on(
        name: String,
        action: Queue.() -> R,
    ): R? = state.onIfThere(name, now(), ids, action)
}
