package io.mockaws.services.lambda.run

import io.mockaws.engine.LogLine
import io.mockaws.services.lambda.invocation.FunctionFailure
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import kotlin.math.ceil
import kotlin.math.roundToLong
import kotlin.time.Duration
import kotlin.time.DurationUnit
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/**
 * What an invocation leaves in the log: what the function has written, between the lines that Lambda adds.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
internal class InvocationLog(
    private val order: InvocationOrder,
    private val use: Instance,
    private val started: Instant,
    private val ended: Instant,
    private val duration: Duration,
    private val written: String,
    private val failure: FunctionFailure?,
) {
    private val millis = duration.toDouble(DurationUnit.MILLISECONDS)
    private val billed = maxOf(1, ceil(millis).toLong())
    private val start = "START RequestId: ${order.requestId} Version: ${order.version.version}"
    private val end = "END RequestId: ${order.requestId}"

    /** What it takes of memory nobody measures, so it is said to take what it has. */
    private val report =
        buildString {
            append("REPORT RequestId: ").append(order.requestId)
            append("\tDuration: ").append(hundredths(millis)).append(" ms")
            append("\tBilled Duration: ").append(billed).append(" ms")
            append("\tMemory Size: ").append(order.version.memorySize).append(" MB")
            append("\tMax Memory Used: ").append(order.version.memorySize).append(" MB\t")
            if (use.isFirst) append("Init Duration: 0.00 ms\t")
        }

    private val writtenLines: List<String> =
        if (written.isEmpty() && failure == null) {
            emptyList()
        } else {
            written.split('\n').dropLastWhile { it.isEmpty() } + listOfNotNull(failure?.logLine)
        }

    /** All of it, line by line. */
    val lines: List<String> = listOf(start) + writtenLines + end + report

    /** All of it as text. */
    val text: String get() = lines.joinToString("\n", postfix = "\n")

    /** Writes it to where the function's logs go, if anybody keeps logs. */
    fun keep() {
        val store = order.call.world.links.logs ?: return
        val lines = if (order.version.logging.logFormat == "JSON") jsonLines() else textLines()
        store.write(order.logGroup, use.logStream, lines, order.call)
    }

    private fun textLines(): List<LogLine> =
        lines.mapIndexed { i, line -> LogLine(if (i == 0) started else ended, "$line\n") }

    /** Of Lambda's own lines those that the function's log level lets through. */
    private fun jsonLines(): List<LogLine> {
        val isQuiet = order.version.logging.systemLogLevel == "WARN"
        val own = writtenLines.map { LogLine(ended, if (it.startsWith("{")) it else messageOf(it)) }
        val first = if (isQuiet) emptyList() else listOf(LogLine(started, platform("start", started) { starting() }))
        val last = LogLine(ended, platform("report", ended) { reporting() })
        return first + own + if (isQuiet && failure == null) emptyList() else listOf(last)
    }

    private fun messageOf(line: String): String =
        buildJsonObject {
            put("timestamp", ended.toJavaInstant().toString())
            put("message", line)
            put("level", if (line == failure?.logLine) "ERROR" else "UNDEFINED")
            put("AWSRequestId", order.requestId)
        }.toString()

    private fun platform(
        type: String,
        at: Instant,
        record: JsonObjectBuilder.() -> Unit,
    ): String {
        val document: JsonObject =
            buildJsonObject {
                put("time", at.toJavaInstant().toString())
                put("type", "platform.$type")
                putJsonObject("record", record)
            }
        return document.toString()
    }

    private fun JsonObjectBuilder.starting() {
        put("requestId", order.requestId)
        put("version", order.version.version)
    }

    private fun JsonObjectBuilder.reporting() {
        put("requestId", order.requestId)
        putJsonObject("metrics") {
            put("durationMs", millis)
            put("billedDurationMs", billed)
            put("memorySizeMB", order.version.memorySize)
            put("maxMemoryUsedMB", order.version.memorySize)
            if (use.isFirst) put("initDurationMs", 0.0)
        }
        put(
            "status",
            if (failure == null) {
                "success"
            } else if (failure.isFatal) {
                "timeout"
            } else {
                "error"
            }
        )
    }

    private companion object {
        const val HUNDRED = 100
        const val TEN = 10

        /** [number] with two places. */
        fun hundredths(number: Double): String {
            val all = (number * HUNDRED).roundToLong()
            val behind = all % HUNDRED
            return "${all / HUNDRED}.${if (behind < TEN) "0" else ""}$behind"
        }
    }
}
