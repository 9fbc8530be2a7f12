package io.mockaws.services.dynamodb.op

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.table.AttributeDefinition
import io.mockaws.services.dynamodb.table.BillingMode
import io.mockaws.services.dynamodb.table.IndexChecks
import io.mockaws.services.dynamodb.table.IndexDefinition
import io.mockaws.services.dynamodb.table.OnDemandThroughput
import io.mockaws.services.dynamodb.table.ProvisionedThroughput
import io.mockaws.services.dynamodb.table.TableDefinition
import io.mockaws.services.dynamodb.table.Throughput
import io.mockaws.services.dynamodb.table.WarmThroughput
import io.mockaws.services.dynamodb.table.changed
import io.mockaws.services.dynamodb.table.changedBy
import io.mockaws.services.dynamodb.table.initialWarm
import kotlinx.serialization.Serializable
import kotlin.time.Instant

// What UpdateTable does to global indexes.

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
    val onDemandThroughput: OnDemandThroughput? = null,
    val warmThroughput: WarmThroughput? = null,
)

@Serializable
internal data class DeleteGlobalSecondaryIndexAction(
    val indexName: String? = null,
)

/** The indexes of [table] when it is billed by [billing] and the updates are made. */
internal fun UpdateTableRequest.indexesAfter(
    table: TableDefinition,
    attributes: List<AttributeDefinition>,
    billing: BillingMode,
    now: Instant,
): List<IndexDefinition> {
    var indexes = table.indexes.map { it.billedBy(billing, changes = billing != table.billingMode) }
    for (update in globalSecondaryIndexUpdates.orEmpty()) {
        val existing = indexes.firstOrNull { it.global && it.name == update.indexName }
        val created = update.create
        if (created != null) {
            if (indexes.any { it.name == created.indexName }) {
                throw DynamoDbFaults.validation("Attempting to create an index which already exists")
            }
            checkCreated(created, billing)
            indexes = indexes + created.toDefinition().also { IndexChecks.global(listOf(it), attributes) }
            continue
        }
        if (existing == null) throw DynamoDbFaults.noSuchTable()
        indexes =
            if (update.delete != null) {
                indexes - existing
            } else {
                indexes.map { if (it === existing) it.updated(update.update!!, billing, now) else it }
            }
    }
    IndexChecks.global(indexes.filter { it.global }, attributes)
    val idle = indexes.firstOrNull { it.global && billing == BillingMode.PROVISIONED && it.throughput.read == 0L }
    if (idle != null) {
        throw DynamoDbFaults.invalidParameter("ProvisionedThroughput must be specified for index: ${idle.name}")
    }
    return indexes
}

private fun checkCreated(
    index: GlobalSecondaryIndex,
    billing: BillingMode,
) {
    if (billing == BillingMode.PAY_PER_REQUEST && index.provisionedThroughput != null) {
        throw DynamoDbFaults.invalidParameter(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: ${index.indexName} when " +
                "BillingMode is PAY_PER_REQUEST",
        )
    }
    if (billing == BillingMode.PROVISIONED && index.provisionedThroughput == null) throw unprovisioned(index.indexName)
    checkUnits(index, billing)
}

private fun unprovisioned(index: String?) =
    DynamoDbFaults.invalidParameter("Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: $index")

private fun IndexDefinition.billedBy(
    billing: BillingMode,
    changes: Boolean,
): IndexDefinition =
    when {
        !changes || !global -> this
        billing == BillingMode.PROVISIONED -> copy(onDemand = null)
        else -> copy(throughput = Throughput(), warm = warm.atLeast(Throughput().initialWarm))
    }

private fun IndexDefinition.updated(
    wanted: UpdateGlobalSecondaryIndexAction,
    billing: BillingMode,
    now: Instant,
): IndexDefinition {
    val isEmpty = wanted.onDemandThroughput?.maxima.isNullOrEmpty() && wanted.warmThroughput == null
    if (billing == BillingMode.PAY_PER_REQUEST && (wanted.provisionedThroughput != null || isEmpty)) {
        throw DynamoDbFaults.invalidParameter(
            "The only Updates for index: $name when TableThroughputMode is PAY_PER_REQUEST can be to " +
                "OnDemandThroughput, WarmThroughput",
        )
    }
    if (wanted.provisionedThroughput == null && isEmpty) throw unprovisioned(name)
    wanted.onDemandThroughput?.checkForUpdate(billing, name)
    wanted.warmThroughput?.checkForUpdate(warm, name)
    val changed =
        wanted.provisionedThroughput?.let { throughput.changed(it, now, mustDiffer = true, index = name) }
            ?: throughput
    return copy(
        throughput = changed,
        onDemand = onDemand.changedBy(wanted.onDemandThroughput, billing),
        warm = warm.atLeast(changed.initialWarm).raisedTo(wanted.warmThroughput),
    )
}
