package io.mockaws.services.cloudwatch.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.Place
import io.mockaws.kit.Arn
import io.mockaws.kit.StrictJson
import io.mockaws.services.cloudwatch.metric.CloudWatchFaults
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.DASHBOARDS
import io.mockaws.services.cloudwatch.state.Dashboard
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlin.time.Instant

@Serializable
internal data class PutDashboardRequest(
    val dashboardName: String,
    val dashboardBody: String,
)

@Serializable
internal data class PutDashboardResponse(
    val dashboardValidationMessages: List<ValidationMessage> = emptyList(),
) {
    @Serializable
    data class ValidationMessage(
        val dataPath: String? = null,
        val message: String,
    )
}

@Serializable
internal data class GetDashboardRequest(
    val dashboardName: String,
)

@Serializable
internal data class GetDashboardResponse(
    val dashboardArn: String,
    val dashboardBody: String,
    val dashboardName: String,
)

@Serializable
internal data class DeleteDashboardsRequest(
    val dashboardNames: List<String>,
)

@Serializable
internal data class ListDashboardsRequest(
    val dashboardNamePrefix: String? = null,
    val nextToken: String? = null,
)

@Serializable
internal data class ListDashboardsResponse(
    val dashboardEntries: List<Entry>,
    val nextToken: String? = null,
) {
    @Serializable
    data class Entry(
        val dashboardName: String,
        val dashboardArn: String,
        val lastModified: Instant,
        val size: Long,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html */
internal fun putDashboard(
    request: PutDashboardRequest,
    call: CloudWatchCall,
): PutDashboardResponse {
    if (!NAME.matches(request.dashboardName)) throw CloudWatchFaults.badDashboardName()
    val body = StrictJson.parse(request.dashboardBody)
    if (body !is JsonObject) throw refused(null, "The field DashboardBody must be a valid JSON object")
    if (body["widgets"] !is JsonArray) throw refused("", "Should have required property 'widgets'")
    val dashboard = Dashboard(request.dashboardName, request.dashboardBody, call.now())
    call.dashboards.state.write { this[DASHBOARDS, dashboard.name] = dashboard }
    return PutDashboardResponse()
}

private fun refused(
    path: String?,
    message: String,
) = AwsFault.with(
    "DashboardInvalidInputError",
    if (path == null) message else "The dashboard body is invalid, there are 1 validation errors: $message",
    PutDashboardResponse(listOf(PutDashboardResponse.ValidationMessage(path, message))),
)

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetDashboard.html */
internal fun getDashboard(
    request: GetDashboardRequest,
    call: CloudWatchCall,
): GetDashboardResponse {
    val dashboard =
        call.dashboards.state.now[DASHBOARDS][request.dashboardName]
            ?: throw CloudWatchFaults.noDashboard(request.dashboardName)
    return GetDashboardResponse(call.dashboardArn(dashboard.name), dashboard.body, dashboard.name)
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteDashboards.html */
internal fun deleteDashboards(
    request: DeleteDashboardsRequest,
    call: CloudWatchCall,
) = call.dashboards.state.write {
    if (request.dashboardNames.isEmpty()) throw CloudWatchFaults.invalid("Need to specify at least 1 dashboard")
    request.dashboardNames.firstOrNull { it !in this[DASHBOARDS] }?.let { throw CloudWatchFaults.noDashboard(it) }
    request.dashboardNames.forEach { remove(DASHBOARDS, it) }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListDashboards.html */
internal fun listDashboards(
    request: ListDashboardsRequest,
    call: CloudWatchCall,
): ListDashboardsResponse {
    val prefix = request.dashboardNamePrefix.orEmpty()
    val found = call.dashboards.state.now[DASHBOARDS].values.filter { it.name.startsWith(prefix) }.sortedBy { it.name }
    val page = page(found, prefix, PAGE, request.nextToken) { it.name }
    val entries =
        page.items.map {
            val size = it.body.encodeToByteArray().size.toLong()
            ListDashboardsResponse.Entry(it.name, call.dashboardArn(it.name), it.modifiedAt, size)
        }
    return ListDashboardsResponse(entries, page.nextToken)
}

/** Dashboards are the account's, whatever the region is. */
private val CloudWatchCall.dashboards: CloudWatchCall get() = at(Place(account, HOME))

private fun CloudWatchCall.dashboardArn(name: String): String =
    "arn:${Arn.partitionOf(region)}:cloudwatch::$account:dashboard/$name"

private val NAME = Regex("[A-Za-z0-9_-]{1,255}")
private const val HOME = "us-east-1"
private const val PAGE = 100
