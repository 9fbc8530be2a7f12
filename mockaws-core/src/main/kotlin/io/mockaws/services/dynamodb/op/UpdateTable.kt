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
import io.mockaws.services.dynamodb.table.IndexChecks
import io.mockaws.services.dynamodb.table.IndexDefinition
import io.mockaws.services.dynamodb.table.ProvisionedThroughput
import io.mockaws.services.dynamodb.table.TableDefinition
import io.mockaws.services.dynamodb.table.TableDescription
import io.mockaws.services.dynamodb.table.Throughput
import io.mockaws.services.dynamodb.table.changed
import io.mockaws.services.dynamodb.table.describe
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
)

@Serializable
internal data class GlobalSecondaryIndexUpdate(
    val update: UpdateGlobalSecondaryIndexAction? = null,
    val create: GlobalSecondaryIndex? = null,
    val delete: DeleteGlobalSecondaryIndexAction? = null,
) {
    val indexName: String? get() = update?.indexName ?: create?.indexName ?: delete?.indexName
}

@Serializable
internal data class UpdateGlobalSecondaryIndexAction(
    val indexName: String? = null,
    val provisionedThroughput: ProvisionedThroughput? = null,
)

@Serializable
internal data class DeleteGlobalSecondaryIndexAction(
    val indexName: String? = null,
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
    val table =
        call.write {
            val name = call.tableName(request.tableName!!)
            val table = tables[name] ?: throw DynamoDbFaults.noSuchTable(name)
            val changed = request.appliedTo(table.definition, now)
            table.redefined(withStream(changed, request.streamSpecification)).also { put(it) }
        }
    return UpdateTableResponse(table.describe("UPDATING"))
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
    val becameOnDemand = billing == BillingMode.PAY_PER_REQUEST && table.billingMode != billing
    val throughput =
        when {
            becameOnDemand -> Throughput(lastDecrease = now)

            provisionedThroughput != null ->
                table.throughput.changed(provisionedThroughput, now, mustDiffer = table.billingMode == billing)

            else -> table.throughput
        }
    val attributes =
        table.attributes +
            attributeDefinitions.orEmpty().filter { new ->
                table.attributes.none { it.attributeName == new.attributeName }
            }
    val indexes = indexesAfter(table, attributes, becameOnDemand, now)
    val used = (table.keySchema + indexes.flatMap { it.keySchema }).map { it.attributeName }.toSet()
    return table.copy(
        attributes = attributes.filter { it.attributeName in used },
        indexes = indexes,
        billingMode = billing,
        throughput = throughput,
        payPerRequestSince = if (becameOnDemand) now else table.payPerRequestSince,
        showsBillingMode = table.showsBillingMode || billingMode != null,
        tableClass = tableClass ?: table.tableClass,
        deletionProtection = deletionProtectionEnabled ?: table.deletionProtection,
    )
}

private fun UpdateTableRequest.indexesAfter(
    table: TableDefinition,
    attributes: List<AttributeDefinition>,
    becameOnDemand: Boolean,
    now: Instant,
): List<IndexDefinition> {
    var indexes = if (becameOnDemand) table.indexes.map { it.copy(throughput = Throughput()) } else table.indexes
    for (update in globalSecondaryIndexUpdates.orEmpty()) {
        val existing = indexes.firstOrNull { it.global && it.name == update.indexName }
        val created = update.create
        if (created != null) {
            if (indexes.any { it.name == created.indexName }) {
                throw DynamoDbFaults.validation("Attempting to create an index which already exists")
            }
            indexes = indexes + created.toDefinition().also { IndexChecks.global(listOf(it), attributes) }
            continue
        }
        if (existing == null) throw DynamoDbFaults.noSuchTable()
        indexes =
            if (update.delete != null) {
                indexes - existing
            } else {
                val wanted = update.update!!.provisionedThroughput!!
                val throughput = existing.throughput.changed(wanted, now, mustDiffer = true, index = existing.name)
                indexes.map { if (it === existing) it.copy(throughput = throughput) else it }
            }
    }
    IndexChecks.global(indexes.filter { it.global }, attributes)
    return indexes
}
