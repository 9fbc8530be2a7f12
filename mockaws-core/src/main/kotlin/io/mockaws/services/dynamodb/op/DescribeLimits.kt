package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import kotlinx.serialization.Serializable

@Serializable
internal data class DescribeLimitsResponse(
    val accountMaxReadCapacityUnits: Long,
    val accountMaxWriteCapacityUnits: Long,
    val tableMaxReadCapacityUnits: Long,
    val tableMaxWriteCapacityUnits: Long,
)

/**
 * The quotas of a new account.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html
 */
@Suppress("UNUSED_PARAMETER")
internal fun describeLimits(
    request: Unit,
    call: CallContext<DynamoDbState>,
): DescribeLimitsResponse =
    DescribeLimitsResponse(
        DynamoDbLimits.ACCOUNT_UNITS,
        DynamoDbLimits.ACCOUNT_UNITS,
        DynamoDbLimits.TABLE_UNITS,
        DynamoDbLimits.TABLE_UNITS,
    )

@Serializable
internal data class DescribeEndpointsResponse(
    val endpoints: List<Endpoint>,
)

@Serializable
internal data class Endpoint(
    val address: String,
    val cachePeriodInMinutes: Long,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeEndpoints.html */
@Suppress("UNUSED_PARAMETER")
internal fun describeEndpoints(
    request: Unit,
    call: CallContext<DynamoDbState>,
): DescribeEndpointsResponse = DescribeEndpointsResponse(
    listOf(Endpoint("dynamodb.${call.region}.amazonaws.com", CACHE_MINUTES))
)

private const val CACHE_MINUTES = 1440L
