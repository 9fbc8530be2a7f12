package io.mockaws.services.dynamodb.op

import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.table.IndexChecks
import io.mockaws.services.dynamodb.table.KeySchemaElement
import io.mockaws.services.dynamodb.table.SchemaChecks
import io.mockaws.services.dynamodb.table.TableDefinition
import io.mockaws.services.dynamodb.table.firstRepeated

/** What is wrong with [request] whatever the table is. */
internal fun checkUpdate(request: UpdateTableRequest) {
    val constraints = Constraints()
    SchemaChecks.definitions(constraints, request.attributeDefinitions)
    constraints.oneOf("billingMode", request.billingMode, listOf("PROVISIONED", "PAY_PER_REQUEST"))
    SchemaChecks.throughput(constraints, "provisionedThroughput", request.provisionedThroughput)
    request.globalSecondaryIndexUpdates?.forEachIndexed { i, update ->
        val at = "globalSecondaryIndexUpdates.${i + 1}.member"
        update.update?.let {
            constraints.required("$at.update.indexName", it.indexName)
            SchemaChecks.throughput(constraints, "$at.update.provisionedThroughput", it.provisionedThroughput)
        }
        update.create?.let {
            IndexChecks.members(constraints, "$at.create", it.indexName, it.keySchema, it.projection, global = true)
            SchemaChecks.throughput(constraints, "$at.create.provisionedThroughput", it.provisionedThroughput)
        }
        update.delete?.let { constraints.required("$at.delete.indexName", it.indexName) }
    }
    request.streamSpecification?.check(constraints)
    request.sseSpecification?.check(constraints)
    constraints.check()
    checkWarmIndexes(request.globalSecondaryIndexUpdates.orEmpty())
    checkCombination(request)
    request.streamSpecification?.checkForUpdate()
    request.sseSpecification?.checkTogether()
    if (request.billingMode == "PROVISIONED" && request.provisionedThroughput == null) {
        throw DynamoDbFaults.invalidParameter("ProvisionedThroughput must be specified when BillingMode is PROVISIONED")
    }
    SchemaChecks.withinBounds(request.provisionedThroughput)
    SchemaChecks.distinct(request.attributeDefinitions.orEmpty())
    checkIndexUpdates(request.globalSecondaryIndexUpdates.orEmpty())
    checkDefinitions(request)
}

/** Some changes AWS makes alone. */
private fun checkCombination(request: UpdateTableRequest) {
    val updates = request.globalSecondaryIndexUpdates.orEmpty()
    val changesWarmth = request.warmThroughput?.isEmpty == false
    val changesMaxima = request.onDemandThroughput?.maxima.orEmpty().isNotEmpty()
    val others = request.provisionedThroughput != null || updates.isNotEmpty() || request.streamSpecification != null
    val settings =
        listOfNotNull(
            "Server-Side Encryption modification".takeIf { request.sseSpecification != null },
            "TableClass modification".takeIf { request.tableClass != null },
            "DeletionProtection modification".takeIf { request.deletionProtectionEnabled != null },
        )
    val alone = if (changesWarmth) settings + "WarmThroughput" else settings
    val isShared = others || changesMaxima || request.billingMode != null
    if (alone.isEmpty() && !isShared) {
        throw DynamoDbFaults.validation(
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, " +
                "SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, " +
                "MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required",
        )
    }
    if (settings.isEmpty() && changesMaxima && (others || changesWarmth)) {
        throw DynamoDbFaults.invalidParameter(
            "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request",
        )
    }
    if (alone.size > 1 || (alone.isNotEmpty() && isShared)) {
        throw DynamoDbFaults.invalidParameter("${alone.first()} must be the only operation in the request")
    }
    if (request.provisionedThroughput != null && updates.any { it.create != null || it.delete != null }) {
        throw DynamoDbFaults.invalidParameter("You cannot create or delete index while updating table IOPS")
    }
    if (request.streamSpecification == null) return
    if (request.provisionedThroughput != null || request.billingMode == "PROVISIONED") {
        throw DynamoDbFaults.invalidParameter("You cannot modify stream status while updating table IOPS")
    }
    if (updates.any { it.create != null || it.delete != null }) {
        throw DynamoDbFaults.invalidParameter("You cannot create or delete index while changing stream status")
    }
}

private fun checkWarmIndexes(updates: List<GlobalSecondaryIndexUpdate>) {
    val warmed = updates.mapNotNull { it.update }.filter { it.warmThroughput != null }
    val empty = warmed.firstOrNull { it.warmThroughput!!.isEmpty }
    if (empty != null) {
        throw DynamoDbFaults.invalidParameter(
            "WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: " +
                "${empty.indexName}",
        )
    }
    if (warmed.isNotEmpty() && updates.any { it.create != null }) {
        throw DynamoDbFaults.invalidParameter(
            "Create global secondary index cannot be specified when updating WarmThroughput",
        )
    }
}

/** A new index is told of its attributes' types again, even of those that the table has already. */
private fun checkDefinitions(request: UpdateTableRequest) {
    val created = request.globalSecondaryIndexUpdates.orEmpty().firstNotNullOfOrNull { it.create } ?: return
    if (request.attributeDefinitions != null) return
    throw DynamoDbFaults.invalidParameter("AttributeDefinitions is not specified for index: ${created.indexName}")
}

private fun checkIndexUpdates(updates: List<GlobalSecondaryIndexUpdate>) {
    if (updates.any { it.indexName == null }) {
        throw DynamoDbFaults.invalidParameter(
            "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, " +
                "GlobalSecondaryIndexUpdate.Delete must not be null",
        )
    }
    if (updates.any { listOfNotNull(it.update, it.create, it.delete).size > 1 }) {
        throw DynamoDbFaults.invalidParameter(
            "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object",
        )
    }
    val repeated = updates.firstRepeated { it.indexName }
    if (repeated != null) {
        throw DynamoDbFaults.invalidParameter(
            "Only one global secondary index update per index is allowed simultaneously. Index: $repeated",
        )
    }
    if (updates.count { it.create != null || it.delete != null } > 1) {
        throw DynamoDbFaults.tooManyTables(
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
        )
    }
}

/** A key attribute keeps its type as long as a key uses it. */
internal fun UpdateTableRequest.checkNotRedefined(table: TableDefinition) {
    val known = table.attributes.associate { it.attributeName to it.attributeType }
    val wanted = attributeDefinitions.orEmpty().associate { it.attributeName to it.attributeType }
    val redefined = wanted.keys.firstOrNull { it in known && known[it] != wanted[it] } ?: return
    val existing = listOf(table.keySchema) + table.indexes.map { it.keySchema }
    val created = globalSecondaryIndexUpdates.orEmpty().mapNotNull { it.create?.keySchema }

    fun shown(
        schemas: List<List<KeySchemaElement>>,
        types: Map<String?, String?>,
    ): String {
        val schema = schemas.first { schema -> schema.any { it.attributeName == redefined } }
        return schema.joinToString(", ", "Schema:[", "]") {
            "SchemaElement: key{${it.attributeName}:${types[it.attributeName]}:${it.keyType}}"
        }
    }
    throw DynamoDbFaults.invalidParameter(
        "Attributes cannot be redefined. Please check that your attribute has the same type as previously defined. " +
            "Existing schema: ${shown(existing, known)} New schema: ${shown(created + existing, known + wanted)}",
    )
}
