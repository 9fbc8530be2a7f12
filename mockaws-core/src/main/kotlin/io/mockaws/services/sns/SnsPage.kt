package io.mockaws.services.sns

import io.mockaws.engine.World
import io.mockaws.services.sns.state.Outbox
import io.mockaws.services.sns.state.Published
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.SnsState
import io.mockaws.services.sns.state.TOPICS
import io.mockaws.services.sns.topic.Topic
import io.mockaws.services.sns.topic.TopicAttributes
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateLink
import io.mockaws.state.StateSection
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Topics, their subscriptions, and what was published. Paths: account, region, topic, id of the message. */
internal object SnsPage : ServicePage<SnsState>(SnsService, "Amazon SNS") {
    private const val TOPIC_PATH = 3
    private const val MESSAGE_PATH = 4

    override fun counts(world: World): Map<String, Long> {
        val all = everywhere(world)
        return mapOf(
            "topics" to all.sumOf { it.state.now[TOPICS].size.toLong() },
            "messages" to all.sumOf { it.state.now[Outbox.PUBLISHED.table].size.toLong() },
        )
    }

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            TOPIC_PATH -> at(world, path)?.let { call -> call.topic(path[2])?.let { call.view(it, path, page) } }
            MESSAGE_PATH -> at(world, path)?.let { call -> call.topic(path[2])?.let { call.message(it, path) } }
            else -> null
        }

    private fun SnsCall.topic(name: String): Topic? = state.now[TOPICS][name]

    private fun SnsCall.published(topic: Topic): List<Published> =
        Outbox.PUBLISHED.all(state.now).filter { it.topicArn == topic.arn }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> call.state.now[TOPICS].values.map { call to it } }
        val found = all.filter { (_, topic) -> page.admits(topic.name) }
        val slice = page.slice(found) { (call, topic) -> listOf(call.account, call.region, topic.name) }
        val rows =
            slice.entries.map { (call, topic) ->
                val path = listOf(call.account, call.region, topic.name)
                val subscribers = call.state.subscribers(topic.arn).all.size
                row(
                    path,
                    topic.name,
                    subscribers,
                    call.published(topic).size,
                    call.region,
                    call.account,
                    topic.createdAt
                )
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Subscriptions" to Kind.NUMBER,
                "Messages" to Kind.NUMBER,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
                "Created" to Kind.TIME,
            )
        val table = StateTable("Topics", columns, rows, slice.next, all.size.toLong(), "name contains")
        return StateView(title, "service", sections = everywhere(world).flatMap(::outboxes), table = table)
    }

    /** The last of what has gone to people and web servers. */
    private fun outboxes(call: SnsCall): List<StateSection> {
        fun <V : Any> last(
            outbox: Outbox<V>,
            line: (V) -> Pair<String, String>,
        ) = outbox.all(call.state.now).takeLast(SHOWN).associate(line)
        return listOf(
            section("SMS", last(Outbox.SMS) { it.phoneNumber to it.text }),
            section("E-mail", last(Outbox.MAIL) { it.to to it.subject }),
            section("Mobile push", last(Outbox.PUSH) { it.token to it.payload }),
            section("HTTP", last(Outbox.POSTS) { it.url to "${it.type}: ${it.status ?: it.problem}" }),
        ).filter { it.facts.isNotEmpty() }
    }

    private fun SnsCall.view(
        topic: Topic,
        path: List<String>,
        page: PageRequest,
    ): StateView {
        val subscribers = state.subscribers(topic.arn)
        val confirmed = subscribers.confirmed.size
        val attributes = TopicAttributes.shown(topic, confirmed, subscribers.all.size - confirmed)
        val subscriptions =
            subscribers.all.associate { one ->
                val filter = one.attributes["FilterPolicy"]?.let { " where $it" }.orEmpty()
                one.endpoint to one.protocol.value + (if (one.isPending) ", not confirmed" else "") + filter
            }
        val all = published(topic)
        val found = all.withIndex().filter { page.admits(it.value.message.text, it.value.message.id) }
        val slice = page.slice(
            found.asSequence().filter {
                page.after == null || it.index > page.after.toInt()
            }
        ) { "${it.index}" }
        val rows =
            slice.entries.map { (_, it) ->
                val message = it.message
                row(path + message.id, message.text, message.subject, message.groupId, message.publishedAt)
            }
        val columns =
            columns("Message" to Kind.TEXT, "Subject" to Kind.TEXT, "Group" to Kind.TEXT, "Published" to Kind.TIME)
        return StateView(
            title = topic.name,
            kind = "topic",
            sections =
            listOf(
                section("Subscriptions", subscriptions),
                section("Attributes", attributes),
                section("Tags", topic.tags),
            ),
            table = StateTable("Messages", columns, rows, slice.next, all.size.toLong(), "text or id contains"),
        )
    }

    private fun SnsCall.message(
        topic: Topic,
        path: List<String>,
    ): StateView? {
        val message = published(topic).firstOrNull { it.message.id == path.last() }?.message ?: return null
        val facts =
            mapOf(
                "MessageId" to message.id,
                "Subject" to message.subject,
                "Published" to message.publishedAt,
                "MessageGroupId" to message.groupId,
                "MessageDeduplicationId" to message.deduplicationId,
                "SequenceNumber" to message.sequenceNumber,
            )
        val attributes = message.attributes.mapValues { (_, value) -> "${value.text} (${value.dataType})" }
        return StateView(
            title = message.id,
            kind = "message",
            trail = listOf(StateLink(topic.name, path.dropLast(1))),
            sections = listOf(section("Message", facts), section("Attributes", attributes)),
            text = message.text,
        )
    }

    private const val SHOWN = 20
}
