package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.kit.Arn
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.streams.KinesisDestination
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class KinesisPrecision(
    val approximateCreationDateTimePrecision: String? = null,
)

@Serializable
internal data class KinesisDestinationRequest(
    val tableName: String? = null,
    val streamArn: String? = null,
    val enableKinesisStreamingConfiguration: KinesisPrecision? = null,
)

@Serializable
internal data class KinesisDestinationResponse(
    val tableName: String,
    val streamArn: String,
    val destinationStatus: String,
    val enableKinesisStreamingConfiguration: KinesisPrecision?,
)

@Serializable
internal data class UpdateKinesisDestinationRequest(
    val tableName: String? = null,
    val streamArn: String? = null,
    val updateKinesisStreamingConfiguration: KinesisPrecision? = null,
)

@Serializable
internal data class UpdateKinesisDestinationResponse(
    val tableName: String,
    val streamArn: String,
    val destinationStatus: String,
    val updateKinesisStreamingConfiguration: KinesisPrecision?,
)

@Serializable
internal data class DescribeKinesisDestinationsRequest(
    val tableName: String? = null,
)

@Serializable
internal data class ShownKinesisDestination(
    val streamArn: String,
    val destinationStatus: String,
    val approximateCreationDateTimePrecision: String?,
)

@Serializable
internal data class DescribeKinesisDestinationsResponse(
    val tableName: String,
    val kinesisDataStreamDestinations: List<ShownKinesisDestination>,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_EnableKinesisStreamingDestination.html */
internal fun enableKinesisStreamingDestination(
    request: KinesisDestinationRequest,
    call: CallContext<DynamoDbState>,
): KinesisDestinationResponse {
    val precision = request.enableKinesisStreamingConfiguration?.approximateCreationDateTimePrecision
    checkRequest(request.tableName, request.streamArn, "enableKinesisStreamingConfiguration", precision)
    val arn = Arn.parse(request.streamArn!!)
    call.change(request.tableName!!, request.streamArn) { there ->
        if (there?.isActive == true) throw notReady("already enabled for streamArn: ${request.streamArn}")
        if (arn == null || !call.world.links.deliveries.reaches(arn, call.world)) {
            throw DynamoDbFaults.validation("Invalid Request: The stream ${request.streamArn} does not exist.")
        }
        KinesisDestination(request.streamArn, precision = precision)
    }
    val shown = KinesisPrecision(precision)
    return KinesisDestinationResponse(call.tableName(request.tableName), request.streamArn, "ENABLING", shown)
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DisableKinesisStreamingDestination.html */
internal fun disableKinesisStreamingDestination(
    request: KinesisDestinationRequest,
    call: CallContext<DynamoDbState>,
): KinesisDestinationResponse {
    checkRequest(request.tableName, request.streamArn, "enableKinesisStreamingConfiguration", null)
    call.change(request.tableName!!, request.streamArn!!) { there ->
        if (there?.isActive != true) {
            throw DynamoDbFaults.validation(
                "Table is not in a valid state to disable Kinesis Streaming Destination: KinesisStreamingDestination " +
                    "must be ACTIVE to perform DISABLE operation.",
            )
        }
        there.copy(status = KinesisDestination.DISABLED)
    }
    val asked = request.enableKinesisStreamingConfiguration
    return KinesisDestinationResponse(call.tableName(request.tableName), request.streamArn, "DISABLING", asked)
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateKinesisStreamingDestination.html */
internal fun updateKinesisStreamingDestination(
    request: UpdateKinesisDestinationRequest,
    call: CallContext<DynamoDbState>,
): UpdateKinesisDestinationResponse {
    val precision = request.updateKinesisStreamingConfiguration?.approximateCreationDateTimePrecision
    checkRequest(request.tableName, request.streamArn, "updateKinesisStreamingConfiguration", precision)
    if (precision == null) {
        throw DynamoDbFaults.validation(
            "Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration " +
                "cannot be null or contain only null values",
        )
    }
    val name = call.tableName(request.tableName!!)
    val tableId = call.state.tables()[name]?.definition?.id
    call.change(request.tableName, request.streamArn!!) { there ->
        if (there?.isActive != true) {
            val arn = request.streamArn
            throw notReady("No streaming destination with streamArn: $arn found for table with tableName: $name")
        }
        if (there.precision == precision) {
            throw DynamoDbFaults.validation(
                "Invalid Request: Precision is already set to the desired value of $precision for tableId: $tableId, " +
                    "kdsArn: " +
                    request.streamArn,
            )
        }
        there.copy(precision = precision)
    }
    val asked = request.updateKinesisStreamingConfiguration
    return UpdateKinesisDestinationResponse(name, request.streamArn, "UPDATING", asked)
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeKinesisStreamingDestination.html */
internal fun describeKinesisStreamingDestination(
    request: DescribeKinesisDestinationsRequest,
    call: CallContext<DynamoDbState>,
): DescribeKinesisDestinationsResponse {
    Constraints.checkTableName(request.tableName)
    val name = call.tableName(request.tableName!!)
    val table = call.state.tables()[name] ?: throw DynamoDbFaults.noSuchTable(name)
    val shown = table.definition.kinesis.map { ShownKinesisDestination(it.streamArn, it.status, it.precision) }
    return DescribeKinesisDestinationsResponse(name, shown)
}

private fun checkRequest(
    table: String?,
    stream: String?,
    configuration: String,
    precision: String?,
) {
    val constraints = Constraints()
    constraints.tableName(table)
    constraints.required("streamArn", stream)
    constraints.oneOf("$configuration.approximateCreationDateTimePrecision", precision, PRECISIONS)
    constraints.check()
}

/** Puts what [change] makes of the destination [streamArn] of a table. */
private fun CallContext<DynamoDbState>.change(
    table: String,
    streamArn: String,
    change: (KinesisDestination?) -> KinesisDestination,
) = write {
    val name = tableName(table)
    val before: Table = tables[name] ?: throw DynamoDbFaults.noSuchTable(name)
    val all = before.definition.kinesis
    val changed = change(all.firstOrNull { it.streamArn == streamArn })
    put(before.redefined(before.definition.copy(kinesis = all.filterNot { it.streamArn == streamArn } + changed)))
}

private fun notReady(reason: String) =
    DynamoDbFaults.validation("Table is not in a valid state to enable Kinesis Streaming Destination: $reason")

private val PRECISIONS = listOf("MILLISECOND", "MICROSECOND")
