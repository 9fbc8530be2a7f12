package io.mockaws.services.logs

import io.mockaws.engine.AwsFault
import io.mockaws.services.logs.op.CreateLogGroupRequest
import io.mockaws.services.logs.op.createLogGroup
import io.mockaws.services.logs.state.GROUPS
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.testing.Calls
import io.mockaws.testing.MadeHere

/**
 * Amazon CloudWatch Logs as a test sees it: `aws.logs.group("/aws/lambda/resize").events()`. Works in the account and region
 * of the mock, touches memory only, and leaves no calls in the journal.
 */
public class LogsFixture internal constructor(
    private val context: () -> LogsCall,
    private val journal: () -> Calls,
) {
    /**
     * The log group [name], made if there is none. A statement that makes it and looks at its events at once fails: it has
     * misspelt the name.
     *
     * @throws IllegalArgumentException for a name that AWS would refuse
     */
    public fun group(name: String): LogGroupFixture {
        val call = context()
        val others = call.state.now[GROUPS].keys
        if (name in others) return LogGroupFixture(name, context, journal)
        require(NAME.matches(name)) { "No name of a log group: $name" }
        try {
            createLogGroup(CreateLogGroupRequest(name), call)
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        val made = MadeHere(javaClass, "log group", name, others) { call.state.write { remove(GROUPS, name) } }
        return LogGroupFixture(name, context, journal, made)
    }

    /** Every log group of the mock's account and region, by name. */
    public fun groups(): List<LogGroupFixture> =
        context().state.now[GROUPS].keys.sorted().map { LogGroupFixture(it, context, journal) }

    override fun toString(): String = "LogsFixture(${context().state.now[GROUPS].keys.sorted()})"

    private companion object {
        val NAME = Regex("[.\\-_/#A-Za-z0-9]{1,512}")
    }
}
