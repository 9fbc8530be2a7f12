package io.mockaws.services.lambda.run

import io.mockaws.engine.LogLine
import io.mockaws.services.lambda.invocation.FunctionFailure
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import java.util.Locale
import kotlin.math.ceil
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
    private val start get() = "START RequestId: ${order.requestId} Version: ${order.version.version}"
    private val end get() = "END RequestId: ${order.requestId}"

    /** What it takes of memory nobody measures, so it is said to take what it has. */
    private val report: String
        get() {
            val parts =
                listOfNotNull(
                    "REPORT RequestId: ${order.requestId}",
                    "Duration: ${"%.2f".format(Locale.ROOT, millis)} ms",
                    "Billed Duration: $billed ms",
                    "Memory Size: ${order.version.memorySize} MB",
                    "Max Memory Used: ${order.version.memorySize} MB",
                    "Init Duration: 0.00 ms".takeIf { use.isFirst },
                )
            return parts.joinToString("\t", postfix = "\t")
        }

    /** All of it as text. */
    val text: String =
        buildString {
            append(start).append('\n')
            append(written)
            if (last() != '\n') append('\n')
            failure?.logLine?.let { append(it).append('\n') }
            append(end).append('\n')
            append(report).append('\n')
        }

    /** Writes it to where the function's logs go, if anybody keeps logs. */
    fun keep() {
        val store = order.call.world.links.logs ?: return
        val lines = if (order.version.logging.logFormat == "JSON") jsonLines() else textLines()
        store.write(order.logGroup, use.logStream, lines, order.call)
    }

    private fun writtenLines(): List<String> =
        written.split('\n').dropLastWhile { it.isEmpty() } + listOfNotNull(failure?.logLine)

    private fun textLines(): List<LogLine> =
        listOf(LogLine(started, "$start\n")) +
            writtenLines().map { LogLine(ended, "$it\n") } +
            listOf(LogLine(ended, "$end\n"), LogLine(ended, "$report\n"))

    /** Of Lambda's own lines those that the function's log level lets through. */
    private fun jsonLines(): List<LogLine> {
        val isQuiet = order.version.logging.systemLogLevel == "WARN"
        val own = writtenLines().map { LogLine(ended, if (it.startsWith("{")) it else messageOf(it)) }
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
}
