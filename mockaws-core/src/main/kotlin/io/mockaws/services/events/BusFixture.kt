package io.mockaws.services.events

import io.mockaws.engine.AwsFault
import io.mockaws.engine.settle
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.bus
import io.mockaws.services.events.bus.busArn
import io.mockaws.services.events.bus.rules
import io.mockaws.services.events.bus.seenOn
import io.mockaws.services.events.op.PutEventsRequest
import io.mockaws.services.events.op.PutRuleRequest
import io.mockaws.services.events.op.putEvents
import io.mockaws.services.events.op.putRule
import io.mockaws.services.events.op.putTargets
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere

/** One event bus as a test sees it. */
public class BusFixture internal constructor(
    /** The bus's name. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> EventsCall,
    private val journal: () -> Calls,
    private val made: MadeHere? = null,
) {
    /** What the mock's journal has of EventBridge, for any bus. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** The bus's Amazon Resource Name. */
    @get:JvmName("arn")
    public val arn: String get() = context().busArn(name)

    /** Whether there is such a bus. */
    @get:JvmName("exists")
    public val exists: Boolean get() = context().state.now.bus(name) != null

    /**
     * The events that came to the bus, from clients, other buses and AWS's services, in the order in which they came, whether a
     * rule matched or not. Those of more than 10,000 calls in an account and region are forgotten, the oldest first.
     */
    @get:JvmName("events")
    public val events: List<BusEvent>
        get() {
            val seen = context().seenOn(name)
            if (seen.isEmpty()) made?.checkLook()
            return seen.map(::BusEvent)
        }

    /** The names of the bus's rules, in alphabetical order. */
    @get:JvmName("rules")
    public val rules: List<String> get() = context().rules(name).map { it.name }

    /**
     * The rule [rule], by which what matches [pattern] goes to the resource at [target], a queue's for example:
     * `bus.rule("paid", """{"source": ["shop"]}""", queue.arn)`. There may be more targets; a rule that is there gets the pattern.
     *
     * @param target the ARN of what gets the events
     * @throws IllegalArgumentException when AWS would refuse it
     */
    public fun rule(
        rule: String,
        pattern: String,
        target: String,
    ): BusFixture =
        made {
            putRule(PutRuleRequest(rule, eventPattern = pattern, eventBusName = name), this)
            addTarget(rule, target)
        }

    /**
     * The rule [rule] that sends an event to the resource at [target] by [schedule], `rate(5 minutes)` or `cron(0 12 * * ? *)`.
     * The default bus alone has such rules.
     *
     * @param target the ARN of what gets the events
     * @throws IllegalArgumentException when AWS would refuse it
     */
    public fun schedule(
        rule: String,
        schedule: String,
        target: String,
    ): BusFixture =
        made {
            putRule(PutRuleRequest(rule, scheduleExpression = schedule, eventBusName = name), this)
            addTarget(rule, target)
        }

    /**
     * Puts an event on the bus, and gives its id.
     *
     * @param detail JSON of an object
     * @throws IllegalArgumentException when AWS would refuse it
     */
    public fun put(
        source: String,
        detailType: String,
        detail: String,
    ): String {
        val call = context()
        val entry =
            PutEventsRequest.Entry(source = source, detailType = detailType, detail = detail, eventBusName = name)
        val result =
            try {
                putEvents(PutEventsRequest(listOf(entry)), call).entries.single()
            } catch (refused: AwsFault) {
                throw IllegalArgumentException(refused.message, refused)
            }
        call.settle()
        return requireNotNull(result.eventId) { "${result.errorCode}: ${result.errorMessage}" }
    }

    override fun toString(): String = "BusFixture($name)"

    private fun EventsCall.addTarget(
        rule: String,
        target: String,
    ) {
        val id = target.substringAfterLast(':').substringAfterLast('/').take(ID)
        putTargets(
            mapOf("Rule" to rule, "EventBusName" to name, "Targets" to listOf(mapOf("Id" to id, "Arn" to target))),
            this,
        )
    }

    private fun made(make: EventsCall.() -> Unit): BusFixture {
        val call = context()
        try {
            call.make()
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        call.settle()
        return this
    }

    private companion object {
        /** Characters of a target's id. */
        const val ID = 64
    }
}
