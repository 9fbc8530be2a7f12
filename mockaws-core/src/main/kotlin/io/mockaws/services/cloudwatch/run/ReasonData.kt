package io.mockaws.services.cloudwatch.run

import io.mockaws.services.cloudwatch.alarm.Looked
import io.mockaws.services.cloudwatch.alarm.Verdict
import io.mockaws.services.cloudwatch.alarm.Watch
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** Why an alarm is where it is, for programs. */
internal object ReasonData {
    private val format: DateTimeFormatter =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC)

    fun date(at: Instant): String = format.format(at.toJavaInstant())

    private fun date(seconds: Long): String = date(Instant.fromEpochSeconds(seconds))

    fun of(
        watch: Watch,
        verdict: Verdict,
        now: Instant,
    ): String =
        buildJsonObject {
            put("version", "1.0")
            put("queryDate", date(now))
            verdict.looked.minOfOrNull { it.time }?.let { put("startDate", date(it)) }
            watch.unit?.let { put("unit", it) }
            (watch.statistic ?: watch.extendedStatistic)?.let { put("statistic", it) }
            put("period", watch.seconds)
            putJsonArray("recentDatapoints") { verdict.looked.reversed().forEach { add(JsonPrimitive(it.value)) } }
            watch.threshold?.let { put("threshold", it) }
            putJsonArray("evaluatedDatapoints") {
                verdict.looked.forEach { addJsonObject { told(it) } }
                val interval = watch.seconds.toLong()
                val last = now.epochSeconds / watch.interval * watch.interval - interval
                val missing = watch.evaluationPeriods - verdict.looked.size
                for (i in 0 until missing) addJsonObject { put("timestamp", date(last - i * interval)) }
            }
        }.toString()

    private fun JsonObjectBuilder.told(looked: Looked) {
        put("timestamp", date(looked.time))
        looked.sampleCount?.let { put("sampleCount", it) }
        put("value", looked.value)
    }
}
