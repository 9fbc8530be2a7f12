package io.mockaws.services.cloudwatch.run

import io.mockaws.services.cloudwatch.alarm.Alarm
import io.mockaws.services.cloudwatch.alarm.Standing
import io.mockaws.services.cloudwatch.alarm.Watch
import io.mockaws.services.cloudwatch.metric.Dimension
import io.mockaws.services.cloudwatch.metric.MetricDataQuery
import io.mockaws.services.cloudwatch.metric.MetricStat
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonArray
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import java.util.UUID

/**
 * What alarms tell topics, functions and event buses.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
internal object AlarmMessages {
    /** The message to a topic. */
    fun message(
        before: Alarm,
        after: Alarm,
        arn: String,
        call: CloudWatchCall,
    ): JsonObject =
        buildJsonObject {
            put("AlarmName", after.name)
            put("AlarmDescription", after.description)
            put("AWSAccountId", call.account)
            put("AlarmConfigurationUpdatedTimestamp", ReasonData.date(after.updatedAt))
            after.composite?.let { put("AlarmRule", it.rule) }
            put("NewStateValue", after.state.value)
            put("NewStateReason", after.state.reason)
            put("StateChangeTime", ReasonData.date(after.state.updatedAt))
            put("Region", regionName(call.region))
            put("AlarmArn", arn)
            put("OldStateValue", before.state.value)
            put("OKActions", texts(after.okActions))
            put("AlarmActions", texts(after.alarmActions))
            put("InsufficientDataActions", texts(after.insufficientDataActions))
            after.watch?.let { putJsonObject("Trigger") { trigger(it) } }
        }

    private fun JsonObjectBuilder.trigger(watch: Watch) {
        if (watch.metricName != null) {
            put("MetricName", watch.metricName)
            put("Namespace", watch.namespace)
            put("StatisticType", if (watch.statistic == null) "ExtendedStatistic" else "Statistic")
            if (watch.statistic == null) {
                put("ExtendedStatistic", watch.extendedStatistic)
            } else {
                put("Statistic", watch.statistic.replace(Regex("(?<=[a-z])(?=[A-Z])"), "_").uppercase())
            }
            put("Unit", watch.unit)
            put("Dimensions", dimensions(watch.dimensions))
        }
        put("Period", watch.seconds)
        put("EvaluationPeriods", watch.evaluationPeriods)
        watch.datapointsToAlarm?.let { put("DatapointsToAlarm", it) }
        put("ComparisonOperator", watch.comparison)
        put("Threshold", watch.threshold)
        put("TreatMissingData", watch.treatMissingData ?: "missing")
        put("EvaluateLowSampleCountPercentile", watch.evaluateLowSampleCountPercentile.orEmpty())
        if (watch.metrics.isNotEmpty()) put("Metrics", JsonArray(watch.metrics.map(::query)))
    }

    private fun dimensions(all: List<Dimension>): JsonArray =
        buildJsonArray {
            all.forEach { dimension ->
                add(
                    buildJsonObject {
                        put("value", dimension.value)
                        put("name", dimension.name)
                    },
                )
            }
        }

    private fun query(query: MetricDataQuery): JsonObject =
        buildJsonObject {
            query.expression?.let { put("Expression", it) }
            put("Id", query.id)
            query.label?.let { put("Label", it) }
            query.metricStat?.let { stat ->
                putJsonObject("MetricStat") {
                    putJsonObject("Metric") {
                        put("Dimensions", dimensions(stat.metric.dimensions))
                        put("MetricName", stat.metric.metricName)
                        put("Namespace", stat.metric.namespace)
                    }
                    put("Period", stat.period)
                    put("Stat", stat.stat)
                    stat.unit?.let { put("Unit", it) }
                }
            }
            put("ReturnData", query.returnData != false)
        }

    /** What a function is invoked with. */
    fun invocation(
        before: Alarm,
        after: Alarm,
        arn: String,
        call: CloudWatchCall,
    ): JsonObject =
        buildJsonObject {
            put("source", "aws.cloudwatch")
            put("alarmArn", arn)
            put("accountId", call.account)
            put("time", ReasonData.date(after.state.updatedAt))
            put("region", call.region)
            putJsonObject("alarmData") {
                put("alarmName", after.name)
                states(before, after)
            }
        }

    /** The detail of an event. */
    fun detail(
        before: Alarm,
        after: Alarm,
    ): JsonObject =
        buildJsonObject {
            put("alarmName", after.name)
            states(before, after)
        }

    private fun JsonObjectBuilder.states(
        before: Alarm,
        after: Alarm,
    ) {
        putJsonObject("state") { state(after.state) }
        putJsonObject("previousState") { state(before.state) }
        putJsonObject("configuration") { configuration(after) }
    }

    private fun JsonObjectBuilder.state(state: Standing) {
        put("value", state.value)
        put("reason", state.reason)
        state.reasonData?.let { put("reasonData", it) }
        put("timestamp", ReasonData.date(state.updatedAt))
    }

    private fun JsonObjectBuilder.configuration(alarm: Alarm) {
        alarm.description?.let { put("description", it) }
        alarm.composite?.let { composite ->
            put("alarmRule", composite.rule)
            composite.suppressor?.let { put("actionsSuppressor", it) }
        }
        val watch = alarm.watch ?: return
        val queries =
            watch.metrics.ifEmpty {
                val id = UUID.nameUUIDFromBytes(alarm.name.encodeToByteArray()).toString()
                val metric =
                    io.mockaws.services.cloudwatch.metric.Metric(watch.namespace, watch.metricName, watch.dimensions)
                val stat =
                    MetricStat(metric, watch.seconds, watch.statistic ?: watch.extendedStatistic.orEmpty(), watch.unit)
                listOf(MetricDataQuery(id, stat))
            }
        put("metrics", JsonArray(queries.map(::configured)))
    }

    private fun configured(query: MetricDataQuery): JsonObject =
        buildJsonObject {
            put("id", query.id)
            query.expression?.let { put("expression", it) }
            query.label?.let { put("label", it) }
            query.metricStat?.let { stat ->
                putJsonObject("metricStat") {
                    putJsonObject("metric") {
                        put("namespace", stat.metric.namespace)
                        put("name", stat.metric.metricName)
                        put(
                            "dimensions",
                            JsonObject(
                                stat.metric.dimensions.associate {
                                    it.name to
                                        JsonPrimitive(it.value)
                                }
                            )
                        )
                    }
                    put("period", stat.period)
                    put("stat", stat.stat)
                    stat.unit?.let { put("unit", it) }
                }
            }
            put("returnData", query.returnData != false)
        }

    private fun texts(all: List<String>) = JsonArray(all.map(::JsonPrimitive))

    /** What AWS calls a region in messages to people. */
    fun regionName(region: String): String = REGIONS[region] ?: region

    private val REGIONS =
        mapOf(
            "us-east-1" to "US East (N. Virginia)", "us-east-2" to "US East (Ohio)",
            "us-west-1" to "US West (N. California)",
            "us-west-2" to "US West (Oregon)", "af-south-1" to "Africa (Cape Town)",
            "ap-east-1" to "Asia Pacific (Hong Kong)",
            "ap-south-1" to "Asia Pacific (Mumbai)", "ap-northeast-1" to "Asia Pacific (Tokyo)",
            "ap-northeast-2" to "Asia Pacific (Seoul)", "ap-northeast-3" to "Asia Pacific (Osaka)",
            "ap-southeast-1" to "Asia Pacific (Singapore)", "ap-southeast-2" to "Asia Pacific (Sydney)",
            "ca-central-1" to "Canada (Central)", "eu-central-1" to "EU (Frankfurt)", "eu-west-1" to "EU (Ireland)",
            "eu-west-2" to "EU (London)", "eu-west-3" to "EU (Paris)", "eu-north-1" to "EU (Stockholm)",
            "eu-south-1" to "EU (Milan)", "me-south-1" to "Middle East (Bahrain)",
            "sa-east-1" to "South America (Sao Paulo)",
        )
}
