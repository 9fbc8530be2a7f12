package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.table.AttributeDefinition
import io.mockaws.services.dynamodb.table.BillingMode
import io.mockaws.services.dynamodb.table.IndexChecks
import io.mockaws.services.dynamodb.table.IndexDefinition
import io.mockaws.services.dynamodb.table.ProvisionedThroughput
import io.mockaws.services.dynamodb.table.SchemaChecks
import io.mockaws.services.dynamodb.table.TableDefinition
import io.mockaws.services.dynamodb.table.TableDescription
import io.mockaws.services.dynamodb.table.Throughput
import io.mockaws.services.dynamodb.table.describe
import io.mockaws.services.dynamodb.table.tableName
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
    checkMembers(request)
    val now = call.now()
    val table =
        call.state.write {
            val name = call.tableName(request.tableName!!)
            val table = tables[name] ?: throw DynamoDbFaults.noSuchTable(name)
            table.redefined(request.appliedTo(table.definition, now)).also { put(it) }
        }
    return UpdateTableResponse(table.describe("UPDATING"))
}

private fun checkMembers(request: UpdateTableRequest) {
    val constraints = Constraints()
    constraints.oneOf("billingMode", request.billingMode, listOf("PROVISIONED", "PAY_PER_REQUEST"))
    SchemaChecks.throughput(constraints, "provisionedThroughput", request.provisionedThroughput)
    request.globalSecondaryIndexUpdates?.forEachIndexed { i, update ->
        val at = "globalSecondaryIndexUpdates.${i + 1}.member"
        update.update?.let {
            constraints.required("$at.update.indexName", it.indexName)
            constraints.required("$at.update.provisionedThroughput", it.provisionedThroughput)
            SchemaChecks.throughput(constraints, "$at.update.provisionedThroughput", it.provisionedThroughput)
        }
        update.create?.let {
            IndexChecks.members(constraints, "$at.create", it.indexName, it.keySchema, it.projection, global = true)
            SchemaChecks.throughput(constraints, "$at.create.provisionedThroughput", it.provisionedThroughput)
        }
        update.delete?.let { constraints.required("$at.delete.indexName", it.indexName) }
    }
    constraints.check()
    val updates = request.globalSecondaryIndexUpdates
    val nothing = request.provisionedThroughput == null && request.billingMode == null && updates.isNullOrEmpty()
    if (nothing && request.tableClass == null && request.deletionProtectionEnabled == null) {
        throw DynamoDbFaults.validation(
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or " +
                "SSESpecification or ReplicaUpdates is required",
        )
    }
    if (request.billingMode == "PROVISIONED" && request.provisionedThroughput == null) {
        throw DynamoDbFaults.invalidParameter("ProvisionedThroughput must be specified when BillingMode is PROVISIONED")
    }
    SchemaChecks.withinBounds(request.provisionedThroughput)
    checkIndexUpdates(updates.orEmpty())
}

private fun checkIndexUpdates(updates: List<GlobalSecondaryIndexUpdate>) {
    if (updates.any { it.indexName == null }) {
        throw DynamoDbFaults.invalidParameter(
            "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, " +
                "GlobalSecondaryIndexUpdate.Delete must not be null",
        )
    }
    val repeated = updates.groupingBy { it.indexName }.eachCount().entries.firstOrNull { it.value > 1 }
    if (repeated != null) {
        throw DynamoDbFaults.invalidParameter(
            "Only one global secondary index update per index is allowed simultaneously. Index: ${repeated.key}",
        )
    }
    if (updates.count { it.create != null || it.delete != null } > 1) {
        throw DynamoDbFaults.tooManyTables(
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
        )
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

            provisionedThroughput != null -> changed(
                table.throughput,
                provisionedThroughput,
                now,
                table.billingMode == billing
            )

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
                val throughput = changed(existing.throughput, update.update!!.provisionedThroughput!!, now, true)
                indexes.map { if (it === existing) it.copy(throughput = throughput) else it }
            }
    }
    IndexChecks.global(indexes.filter { it.global }, attributes)
    return indexes
}

private fun changed(
    old: Throughput,
    wanted: ProvisionedThroughput,
    now: Instant,
    mustDiffer: Boolean,
): Throughput {
    val read = wanted.readCapacityUnits!!
    val write = wanted.writeCapacityUnits!!
    if (mustDiffer && read == old.read && write == old.write) {
        throw DynamoDbFaults.validation(
            "The provisioned throughput for the table will not change. The requested value equals the current value. " +
                "Current ReadCapacityUnits provisioned for the table: $read. Requested ReadCapacityUnits: $read. " +
                "Current WriteCapacityUnits provisioned for the table: $write. Requested WriteCapacityUnits: $write. " +
                "Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
        )
    }
    val decreased = read < old.read || write < old.write
    return Throughput(
        read,
        write,
        if (read > old.read || write > old.write) now else old.lastIncrease,
        if (decreased) now else old.lastDecrease,
        old.decreasesToday + (if (decreased) 1 else 0),
    )
}
