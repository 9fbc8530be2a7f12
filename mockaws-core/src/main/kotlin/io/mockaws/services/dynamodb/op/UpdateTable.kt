package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.streams.StreamSpecification
import io.mockaws.services.dynamodb.streams.closeStream
import io.mockaws.services.dynamodb.streams.openStream
import io.mockaws.services.dynamodb.table.AttributeDefinition
import io.mockaws.services.dynamodb.table.BillingMode
import io.mockaws.services.dynamodb.table.OnDemandThroughput
import io.mockaws.services.dynamodb.table.ProvisionedThroughput
import io.mockaws.services.dynamodb.table.SseDescription
import io.mockaws.services.dynamodb.table.SseSpecification
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.TableDefinition
import io.mockaws.services.dynamodb.table.TableDescription
import io.mockaws.services.dynamodb.table.Throughput
import io.mockaws.services.dynamodb.table.WarmThroughput
import io.mockaws.services.dynamodb.table.changed
import io.mockaws.services.dynamodb.table.changedBy
import io.mockaws.services.dynamodb.table.describe
import io.mockaws.services.dynamodb.table.initialWarm
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class UpdateTableRequest(
    val attributeDefinitions: List<AttributeDefinition>? = null,
    val tableName: String? = null,
    val billingMode: String? = null,
    val provisionedThroughput: ProvisionedThroughput? = null,
    val globalSecondaryIndexUpdates: List<GlobalSecondaryIndexUpdate>? = null,
    val tableClass: String? = null,
    val deletionProtectionEnabled: Boolean? = null,
    val streamSpecification: StreamSpecification? = null,
    val sseSpecification: SseSpecification? = null,
    val onDemandThroughput: OnDemandThroughput? = null,
    val warmThroughput: WarmThroughput? = null,
)

@Serializable
internal data class UpdateTableResponse(
    val tableDescription: TableDescription,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
internal fun updateTable(
    request: UpdateTableRequest,
    call: CallContext<DynamoDbState>,
): UpdateTableResponse {
    Constraints.checkTableName(request.tableName)
    checkUpdate(request)
    val now = call.now()
    return call.write {
        val name = call.tableName(request.tableName!!)
        val before = tables[name] ?: throw DynamoDbFaults.noSuchTable(name)
        val key = before.definition.kmsKeyArn
        val changed =
            request.appliedTo(before.definition, now).copy(
                kmsKeyArn = request.sseSpecification.let { if (it == null) key else it.changedKeyArn(key, call) },
            )
        val after = before.redefined(withStream(changed, request.streamSpecification))
        put(after)
        UpdateTableResponse(request.answer(before, after))
    }
}

/** The table is at work while it changes, but for what AWS changes behind it: that shows what was before. */
private fun UpdateTableRequest.answer(
    before: Table,
    after: Table,
): TableDescription =
    when {
        sseSpecification != null ->
            after.describe().copy(sseDescription = SseDescription.changing(before.definition))

        warmThroughput?.isEmpty == false ->
            after.describe().copy(warmThroughput = describe(before.definition.warm).copy(status = "UPDATING"))

        onDemandThroughput != null && billingMode == null ->
            after.describe().copy(onDemandThroughput = onDemandThroughput.over(before.definition.onDemand))

        deletionProtectionEnabled != null -> after.describe()

        else -> after.describe("UPDATING")
    }

private fun DynamoDbState.Writer.withStream(
    table: TableDefinition,
    wanted: StreamSpecification?,
): TableDefinition {
    val viewType = wanted?.wanted
    return when {
        wanted == null -> table
        viewType == null && !table.hasStream -> throw DynamoDbFaults.noStream(table.name)
        viewType == null -> closeStream(table)
        table.hasStream -> throw DynamoDbFaults.hasStream(table.name)
        else -> openStream(table, viewType)
    }
}

private fun UpdateTableRequest.appliedTo(
    table: TableDefinition,
    now: Instant,
): TableDefinition {
    val billing = billingMode?.let { BillingMode.valueOf(it) } ?: table.billingMode
    if (billing == BillingMode.PAY_PER_REQUEST && provisionedThroughput != null) {
        throw DynamoDbFaults.invalidParameter(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
        )
    }
    onDemandThroughput?.checkForUpdate(billing)
    warmThroughput?.checkForUpdate(table.warm)
    val becameOnDemand = billing == BillingMode.PAY_PER_REQUEST && table.billingMode != billing
    val throughput =
        when {
            becameOnDemand -> Throughput(lastDecrease = now)

            provisionedThroughput != null ->
                table.throughput.changed(provisionedThroughput, now, mustDiffer = table.billingMode == billing)

            else -> table.throughput
        }
    checkNotRedefined(table)
    val attributes =
        table.attributes +
            attributeDefinitions.orEmpty().filter { new ->
                table.attributes.none { it.attributeName == new.attributeName }
            }
    val indexes = indexesAfter(table, attributes, billing, now)
    val used = (table.keySchema + indexes.flatMap { it.keySchema }).map { it.attributeName }.toSet()
    return table.copy(
        attributes = attributes.filter { it.attributeName in used },
        indexes = indexes,
        billingMode = billing,
        throughput = throughput,
        onDemand = table.onDemand.changedBy(onDemandThroughput, billing),
        warm = table.warm.atLeast(throughput.initialWarm).raisedTo(warmThroughput),
        payPerRequestSince = if (becameOnDemand) now else table.payPerRequestSince,
        showsBillingMode = table.showsBillingMode || billingMode != null,
        tableClass = tableClass ?: table.tableClass,
        deletionProtection = deletionProtectionEnabled ?: table.deletionProtection,
    )
}
