package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class DescribeTimeToLiveRequest(
    val tableName: String? = null,
)

@Serializable
internal data class DescribeTimeToLiveResponse(
    val timeToLiveDescription: TimeToLiveDescription,
)

@Serializable
internal data class TimeToLiveDescription(
    val timeToLiveStatus: String,
    val attributeName: String? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
internal fun describeTimeToLive(
    request: DescribeTimeToLiveRequest,
    call: CallContext<DynamoDbState>,
): DescribeTimeToLiveResponse {
    Constraints.checkTableName(request.tableName)
    val name = call.tableName(request.tableName!!)
    val table = call.state.tables()[name] ?: throw DynamoDbFaults.noSuchTable(name)
    val attribute = table.definition.timeToLiveAttribute
    return DescribeTimeToLiveResponse(
        TimeToLiveDescription(
            if (attribute ==
                null
            ) {
                "DISABLED"
            } else {
                "ENABLED"
            },
            attribute
        )
    )
}

@Serializable
internal data class UpdateTimeToLiveRequest(
    val tableName: String? = null,
    val timeToLiveSpecification: TimeToLiveSpecification? = null,
)

@Serializable
internal data class TimeToLiveSpecification(
    val enabled: Boolean? = null,
    val attributeName: String? = null,
)

@Serializable
internal data class UpdateTimeToLiveResponse(
    val timeToLiveSpecification: TimeToLiveSpecification,
)

/**
 * An item goes two days after it has expired, until when it is read and written as any other: AWS promises no more than
 * "typically within two days" and tells readers to filter expired items out.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
 */
internal fun updateTimeToLive(
    request: UpdateTimeToLiveRequest,
    call: CallContext<DynamoDbState>,
): UpdateTimeToLiveResponse {
    Constraints.checkTableName(request.tableName)
    val wanted = request.timeToLiveSpecification
    val constraints = Constraints()
    constraints.required("timeToLiveSpecification", wanted)
    if (wanted != null) {
        constraints.required("timeToLiveSpecification.enabled", wanted.enabled)
        constraints.required("timeToLiveSpecification.attributeName", wanted.attributeName)
        constraints.length(
            "timeToLiveSpecification.attributeName",
            wanted.attributeName,
            1..DynamoDbLimits.KEY_NAME_LENGTH
        )
    }
    constraints.check()
    val name = call.tableName(request.tableName!!)
    call.write {
        val table = tables[name] ?: throw DynamoDbFaults.noSuchTable(name)
        val current = table.definition.timeToLiveAttribute
        val enable = wanted!!.enabled == true
        if (current != null && current != wanted.attributeName) {
            throw DynamoDbFaults.validation(
                "TimeToLive is active on a different AttributeName: current AttributeName is $current",
            )
        }
        if (enable && current != null) throw DynamoDbFaults.validation("TimeToLive is already enabled")
        if (!enable && current == null) throw DynamoDbFaults.validation("TimeToLive is already disabled")
        put(table.redefined(table.definition.copy(timeToLiveAttribute = wanted.attributeName.takeIf { enable })))
    }
    return UpdateTimeToLiveResponse(wanted!!)
}
