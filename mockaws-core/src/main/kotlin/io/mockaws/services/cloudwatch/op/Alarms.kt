package io.mockaws.services.cloudwatch.op

import io.mockaws.kit.StrictJson
import io.mockaws.services.cloudwatch.metric.CloudWatchFaults
import io.mockaws.services.cloudwatch.run.come
import io.mockaws.services.cloudwatch.run.nextLook
import io.mockaws.services.cloudwatch.run.note
import io.mockaws.services.cloudwatch.state.ALARMS
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.HISTORY
import io.mockaws.services.cloudwatch.state.TAGS
import io.mockaws.services.cloudwatch.state.alarmArn
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.put
import kotlin.time.Duration.Companion.days
import kotlin.time.Instant

@Serializable
internal data class AlarmNamesRequest(
    val alarmNames: List<String>,
)

@Serializable
internal data class SetAlarmStateRequest(
    val alarmName: String,
    val stateValue: String,
    val stateReason: String,
    val stateReasonData: String? = null,
)

@Serializable
internal data class DescribeAlarmHistoryRequest(
    val alarmName: String? = null,
    val alarmTypes: List<String>? = null,
    val historyItemType: String? = null,
    val startDate: Instant? = null,
    val endDate: Instant? = null,
    val maxRecords: Int? = null,
    val nextToken: String? = null,
    val scanBy: String? = null,
)

@Serializable
internal data class DescribeAlarmHistoryResponse(
    val alarmHistoryItems: List<Item>,
    val nextToken: String? = null,
) {
    @Serializable
    data class Item(
        val alarmName: String,
        val alarmType: String,
        val timestamp: Instant,
        val historyItemType: String,
        val historySummary: String,
        val historyData: String,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html */
internal fun deleteAlarms(
    request: AlarmNamesRequest,
    call: CloudWatchCall,
) {
    val gone =
        call.state.write {
            request.alarmNames.mapNotNull { this[ALARMS][it] }.onEach {
                remove(ALARMS, it.name)
                remove(TAGS, call.alarmArn(it.name))
            }
        }
    gone.forEach { call.note(it, "ConfigurationUpdate", "Alarm \"${it.name}\" deleted") { put("type", "Delete") } }
}

/**
 * The alarm looks again when its time comes, and may change its state then.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
 */
internal fun setAlarmState(
    request: SetAlarmStateRequest,
    call: CloudWatchCall,
) {
    val data = request.stateReasonData
    if (data != null && StrictJson.parse(data) == null) throw CloudWatchFaults.badFormat("StateReasonData")
    call.state.write {
        val alarm = this[ALARMS][request.alarmName] ?: throw CloudWatchFaults.noAlarm()
        if (alarm.watch != null) this[ALARMS, alarm.name] = alarm.copy(due = nextLook(alarm.watch, call.now()))
    }
    call.come(request.alarmName, request.stateValue, request.stateReason, data)
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html */
internal fun enableAlarmActions(
    request: AlarmNamesRequest,
    call: CloudWatchCall,
) = call.setActions(request.alarmNames, true)

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html */
internal fun disableAlarmActions(
    request: AlarmNamesRequest,
    call: CloudWatchCall,
) = call.setActions(request.alarmNames, false)

/** Names of no alarm are passed over. */
private fun CloudWatchCall.setActions(
    names: List<String>,
    isEnabled: Boolean,
) = state.write {
    names.mapNotNull { this[ALARMS][it] }.forEach { this[ALARMS, it.name] = it.copy(actionsEnabled = isEnabled) }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
internal fun describeAlarmHistory(
    request: DescribeAlarmHistoryRequest,
    call: CloudWatchCall,
): DescribeAlarmHistoryResponse {
    val since = maxOf(request.startDate ?: Instant.DISTANT_PAST, call.now() - KEPT)
    val types = request.alarmTypes
    val found =
        call.state.now[HISTORY].values.filter {
            (request.alarmName == null || it.alarm == request.alarmName) &&
                (types == null || it.alarmType in types) &&
                (request.historyItemType == null || it.type == request.historyItemType) &&
                it.time >= since && (request.endDate == null || it.time <= request.endDate)
        }.sortedBy { it.number }
    val ordered = if (request.scanBy == "TimestampAscending") found else found.reversed()
    val query = request.copy(maxRecords = null, nextToken = null)
    val page = page(ordered, query, request.maxRecords ?: PAGE, request.nextToken) { "${it.number}" }
    val items =
        page.items.map {
            DescribeAlarmHistoryResponse.Item(it.alarm, it.alarmType, it.time, it.type, it.summary, it.data)
        }
    return DescribeAlarmHistoryResponse(items, page.nextToken)
}

private const val PAGE = 100

/** How long AWS keeps it. */
private val KEPT = 30.days
