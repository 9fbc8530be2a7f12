package io.mockaws.services.dynamodb.op

import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.table.IndexChecks
import io.mockaws.services.dynamodb.table.SchemaChecks

/** What is wrong with [request] whatever the table is. */
internal fun checkUpdate(request: UpdateTableRequest) {
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
    request.streamSpecification?.check(constraints)
    constraints.check()
    checkCombination(request)
    request.streamSpecification?.checkForUpdate()
    if (request.billingMode == "PROVISIONED" && request.provisionedThroughput == null) {
        throw DynamoDbFaults.invalidParameter("ProvisionedThroughput must be specified when BillingMode is PROVISIONED")
    }
    SchemaChecks.withinBounds(request.provisionedThroughput)
    checkIndexUpdates(request.globalSecondaryIndexUpdates.orEmpty())
}

/** Some changes AWS makes alone. */
private fun checkCombination(request: UpdateTableRequest) {
    val updates = request.globalSecondaryIndexUpdates.orEmpty()
    val changesThroughput = request.provisionedThroughput != null || request.billingMode != null
    val asked =
        listOf(
            changesThroughput || updates.isNotEmpty() || request.streamSpecification != null,
            request.tableClass != null,
            request.deletionProtectionEnabled != null,
        ).count { it }
    if (asked == 0) {
        throw DynamoDbFaults.validation(
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, " +
                "SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, " +
                "MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required",
        )
    }
    if (asked > 1) {
        val alone = if (request.tableClass != null) "TableClass" else "DeletionProtection"
        throw DynamoDbFaults.invalidParameter("$alone modification must be the only operation in the request")
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
