package io.mockaws.services.cloudwatch

import io.mockaws.engine.settle
import io.mockaws.services.cloudwatch.alarm.Alarm
import io.mockaws.services.cloudwatch.op.SetAlarmStateRequest
import io.mockaws.services.cloudwatch.op.setAlarmState
import io.mockaws.services.cloudwatch.state.ALARMS
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.HISTORY
import io.mockaws.services.cloudwatch.state.alarmArn
import io.mockaws.testing.Calls
import io.mockaws.testing.noSuch

/** One alarm as a test sees it. */
public class AlarmFixture internal constructor(
    /** The alarm's name. */
    @get:JvmName("name")
    public val name: String,
    private val context: () -> CloudWatchCall,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of CloudWatch, for any alarm. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** The alarm's Amazon Resource Name. */
    @get:JvmName("arn")
    public val arn: String get() = context().alarmArn(name)

    /** Whether there is such an alarm. */
    @get:JvmName("exists")
    public val exists: Boolean get() = name in context().state.now[ALARMS]

    /**
     * `OK`, `ALARM` or `INSUFFICIENT_DATA`.
     *
     * @throws NoSuchElementException when there is no such alarm
     */
    @get:JvmName("state")
    public val state: String get() = alarm().state.value

    /**
     * Why it is in that state, in AWS's words.
     *
     * @throws NoSuchElementException when there is no such alarm
     */
    @get:JvmName("reason")
    public val reason: String get() = alarm().state.reason

    /**
     * What happened to it, the oldest first: `Alarm updated from OK to ALARM`.
     *
     * @throws NoSuchElementException when there never was such an alarm
     */
    @get:JvmName("history")
    public val history: List<String>
        get() {
            val entries = settled().state.now[HISTORY].values.filter { it.alarm == name }
            if (entries.isEmpty()) alarm()
            return entries.sortedBy { it.number }.map { it.summary }
        }

    /**
     * Sets its state, as SetAlarmState does; what it does then is done.
     *
     * @param state `OK`, `ALARM` or `INSUFFICIENT_DATA`
     * @throws NoSuchElementException when there is no such alarm
     * @throws IllegalArgumentException for another state
     */
    @JvmOverloads
    public fun set(
        state: String,
        reason: String = "Set by a test",
    ): AlarmFixture {
        require(state in STATES) { "No state of an alarm: $state" }
        alarm()
        val call = context()
        setAlarmState(SetAlarmStateRequest(name, state, reason), call)
        call.settle()
        return this
    }

    private fun settled(): CloudWatchCall = context().also { it.settle() }

    private fun alarm(): Alarm =
        settled().state.now[ALARMS].let { alarms -> alarms[name] ?: throw noSuch("alarm", name, alarms.keys) }

    override fun toString(): String = "AlarmFixture($name)"

    private companion object {
        val STATES = setOf(Alarm.OK, Alarm.ALARM, Alarm.INSUFFICIENT_DATA)
    }
}
