package io.mockaws.services.logs

import io.mockaws.engine.CallContext
import io.mockaws.engine.LogLine
import io.mockaws.engine.LogStore
import io.mockaws.services.logs.delivery.appendMaking
import io.mockaws.services.logs.group.LogEvent

/** Logs of other services, which AWS writes without a call of its own in anybody's journal. */
internal object LogsKeeper : LogStore {
    override fun write(
        group: String,
        stream: String,
        lines: List<LogLine>,
        call: CallContext<*>,
    ) = call.to(LogsService).appendMaking(
        group,
        stream,
        lines.map { LogEvent(it.time.toEpochMilliseconds(), it.text) },
    )
}
