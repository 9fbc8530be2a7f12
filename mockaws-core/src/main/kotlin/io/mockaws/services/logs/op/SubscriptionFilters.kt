package io.mockaws.services.logs.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Arn
import io.mockaws.services.logs.delivery.Envelope
import io.mockaws.services.logs.delivery.SENDER
import io.mockaws.services.logs.delivery.hand
import io.mockaws.services.logs.group.LogGroup
import io.mockaws.services.logs.group.LogsFaults
import io.mockaws.services.logs.group.LogsLimits
import io.mockaws.services.logs.group.SubscriptionFilter
import io.mockaws.services.logs.pattern.FilterPattern
import io.mockaws.services.logs.state.DESTINATIONS
import io.mockaws.services.logs.state.LogsCall
import io.mockaws.services.logs.state.changeGroup
import io.mockaws.services.logs.state.group
import io.mockaws.services.logs.state.groupArn
import io.mockaws.services.logs.state.millis
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

@Serializable
internal data class PutSubscriptionFilterRequest(
    val logGroupName: String,
    val filterName: String,
    val filterPattern: String,
    val destinationArn: String,
    val roleArn: String? = null,
    val distribution: String? = null,
    val applyOnTransformedLogs: Boolean? = null,
    val fieldSelectionCriteria: String? = null,
    val emitSystemFields: List<String>? = null,
)

@Serializable
internal data class DescribeSubscriptionFiltersRequest(
    val logGroupName: String,
    val filterNamePrefix: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class DescribeSubscriptionFiltersResponse(
    val subscriptionFilters: List<ShownFilter>,
    val nextToken: String? = null,
) {
    @Serializable
    data class ShownFilter(
        val filterName: String,
        val logGroupName: String,
        val filterPattern: String,
        val destinationArn: String,
        val roleArn: String? = null,
        val distribution: String,
        val creationTime: Long,
        val applyOnTransformedLogs: Boolean,
        val fieldSelectionCriteria: String? = null,
        val emitSystemFields: List<String>? = null,
    )
}

/**
 * Streams get a message first that shows whether they are there; functions are asked whether they may be invoked.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutSubscriptionFilter.html
 */
internal fun putSubscriptionFilter(
    request: PutSubscriptionFilterRequest,
    call: LogsCall,
) {
    if (FilterPattern.parse(request.filterPattern) == null) throw LogsFaults.badPattern()
    val arn = Arn.parse(request.destinationArn) ?: throw LogsFaults.badDestination()
    if (arn.service == "lambda" && arn.account != call.account) throw LogsFaults.otherAccount()
    if ((arn.service == "kinesis" || arn.service == "firehose") && request.roleArn == null) {
        throw LogsFaults.noRole(arn.service)
    }
    val group = call.group(request.logGroupName)
    val filters = group.subscriptions
    if (request.filterName !in filters && filters.size >= LogsLimits.SUBSCRIPTIONS) throw LogsFaults.tooMany()
    call.probe(arn, request.destinationArn, group)
    call.changeGroup(group.name) {
        val createdAt = it.subscriptions[request.filterName]?.createdAt ?: call.millis()
        val filter = filterOf(request, createdAt)
        it.copy(subscriptions = it.subscriptions + (filter.name to filter))
    }
}

private fun filterOf(
    request: PutSubscriptionFilterRequest,
    createdAt: Long,
) = SubscriptionFilter(
    request.filterName,
    request.filterPattern,
    request.destinationArn,
    createdAt,
    request.roleArn,
    request.distribution ?: SubscriptionFilter.BY_STREAM,
    request.applyOnTransformedLogs == true,
    request.fieldSelectionCriteria,
    request.emitSystemFields,
)

/** Whether what is at [arn] takes anything. What mockaws lacks it says itself. */
private fun LogsCall.probe(
    arn: Arn,
    destination: String,
    group: LogGroup,
) {
    try {
        when (arn.service) {
            "lambda" -> askFunction(arn, destination, group)

            "kinesis" -> hand(Envelope.control("Kinesis stream", millis()), destination, group.name, PROBE)

            "firehose" -> hand(Envelope.control("Firehose", millis()), destination, group.name, PROBE)

            "logs" -> {
                val name = arn.resource.removePrefix("destination:")
                if (name !in at(arn.place).state.now[DESTINATIONS]) throw LogsFaults.noDestination()
            }

            else -> throw LogsFaults.badDestination()
        }
    } catch (refused: AwsFault) {
        throw when {
            refused.error.status == NOT_IMPLEMENTED -> refused
            arn.service == "kinesis" -> LogsFaults.streamRefuses()
            arn.service == "firehose" -> LogsFaults.firehoseRefuses()
            else -> refused
        }
    }
}

private fun LogsCall.askFunction(
    arn: Arn,
    destination: String,
    group: LogGroup,
) {
    if (group.name == "/aws/lambda/" + arn.resource.split(':')[1]) throw LogsFaults.ownFunction()
    val input =
        buildJsonObject {
            put("FunctionName", destination)
            put("InvocationType", "DryRun")
        }
    try {
        serviceCall("lambda", "Invoke", input, SENDER, "${groupArn(group.name)}:*", arn.place)
    } catch (refused: AwsFault) {
        throw if (refused.error.status == NOT_IMPLEMENTED) refused else LogsFaults.functionRefuses()
    }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteSubscriptionFilter.html */
internal fun deleteSubscriptionFilter(
    request: FilterRequest,
    call: LogsCall,
) {
    call.changeGroup(request.logGroupName) { group ->
        if (request.filterName !in group.subscriptions) throw LogsFaults.noSubscription()
        group.copy(subscriptions = group.subscriptions - request.filterName)
    }
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeSubscriptionFilters.html */
internal fun describeSubscriptionFilters(
    request: DescribeSubscriptionFiltersRequest,
    call: LogsCall,
): DescribeSubscriptionFiltersResponse {
    val group = call.group(request.logGroupName)
    val found =
        group.subscriptions.values.filter { it.name.startsWith(request.filterNamePrefix.orEmpty()) }
            .sortedBy { it.name }
    val query = request.copy(nextToken = null, limit = null)
    val page = page(found, query, request.limit, request.nextToken) { it.name }
    val shown =
        page.items.map {
            DescribeSubscriptionFiltersResponse.ShownFilter(
                it.name,
                group.name,
                it.pattern,
                it.destinationArn,
                it.roleArn,
                it.distribution,
                it.createdAt,
                it.applyOnTransformedLogs,
                it.fieldSelectionCriteria,
                it.emitSystemFields,
            )
        }
    return DescribeSubscriptionFiltersResponse(shown, page.nextToken)
}

private const val PROBE = "probe"
private const val NOT_IMPLEMENTED = 501
