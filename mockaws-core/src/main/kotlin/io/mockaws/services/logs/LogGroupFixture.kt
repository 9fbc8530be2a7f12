package io.mockaws.services.logs

import io.mockaws.engine.AwsFault
import io.mockaws.engine.settle
import io.mockaws.services.logs.delivery.appendMaking
import io.mockaws.services.logs.group.LogEvent
import io.mockaws.services.logs.group.StoredEvent
import io.mockaws.services.logs.op.PutSubscriptionFilterRequest
import io.mockaws.services.logs.op.putSubscriptionFilter
import io.mockaws.services.logs.pattern.FilterPattern
import io.mockaws.services.logs.state.GROUPS
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.eventsOf
import io.mockaws.services.logs.state.groupArn
import io.mockaws.services.logs.state.millis
import io.mockaws.services.logs.state.streamsOf
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere

/** One log group as a test sees it. */
public class LogGroupFixture internal constructor(
    /** The group's name. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> LogsCall,
    private val journal: () -> Calls,
    private val made: MadeHere? = null,
) {
    /** What the mock's journal has of CloudWatch Logs, for any group. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** The group's Amazon Resource Name, without a star behind. */
    @get:JvmName("arn")
    public val arn: String get() = context().groupArn(name)

    /** Whether there is such a group. */
    @get:JvmName("exists")
    public val exists: Boolean get() = name in context().state.now[GROUPS]

    /** The names of the group's streams, in alphabetical order. */
    @get:JvmName("streams")
    public val streams: List<String> get() = context().state.now.streamsOf(name).map { it.name }

    /**
     * The events of all streams, in the order of their times.
     *
     * @param filter a filter pattern that they have to match: `"ERROR"`, `"{ $.status = 500 }"`; empty for all
     * @throws IllegalArgumentException for a filter pattern that AWS would refuse
     */
    @JvmOverloads
    public fun events(filter: String = ""): List<LoggedEvent> {
        val pattern = requireNotNull(FilterPattern.parse(filter)) { "No filter pattern: $filter" }
        val all = stored()
        if (all.isEmpty()) made?.checkLook()
        return all.filter { pattern.match(it.event.message) != null }.map(::LoggedEvent)
    }

    private fun stored(): List<StoredEvent> {
        val call = context()
        call.settle()
        val tables = call.state.now
        val since = tables[GROUPS][name]?.keptSince(call.millis()) ?: 0
        return tables.streamsOf(name).flatMap { tables.eventsOf(it, since) }
            .sortedWith(compareBy({ it.event.timestamp }, { it.id }))
    }

    /** Adds [messages] to [stream], now; stream and group are made if they are not there. */
    public fun put(
        stream: String,
        vararg messages: String,
    ): LogGroupFixture {
        val call = context()
        call.appendMaking(name, stream, messages.map { LogEvent(call.millis(), it) })
        call.settle()
        return this
    }

    /**
     * Sends what matches [pattern] to the function at [functionArn], which needs a permission for CloudWatch Logs unless a test
     * has made it.
     *
     * @throws IllegalArgumentException when AWS would refuse it
     */
    public fun subscribe(
        filter: String,
        functionArn: String,
        pattern: String,
    ): LogGroupFixture {
        try {
            putSubscriptionFilter(PutSubscriptionFilterRequest(name, filter, pattern, functionArn), context())
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        return this
    }

    override fun toString(): String = "LogGroupFixture($name)"
}
