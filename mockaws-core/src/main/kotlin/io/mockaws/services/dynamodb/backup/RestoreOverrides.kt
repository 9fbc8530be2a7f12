package io.mockaws.services.dynamodb.backup

import io.mockaws.engine.CallContext
import io.mockaws.kit.arn
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.op.GlobalSecondaryIndex
import io.mockaws.services.dynamodb.op.LocalSecondaryIndex
import io.mockaws.services.dynamodb.table.BillingMode
import io.mockaws.services.dynamodb.table.IndexChecks
import io.mockaws.services.dynamodb.table.OnDemandThroughput
import io.mockaws.services.dynamodb.table.ProvisionedThroughput
import io.mockaws.services.dynamodb.table.SchemaChecks
import io.mockaws.services.dynamodb.table.SseSpecification
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.TableDefinition
import io.mockaws.services.dynamodb.write

/** What both ways to restore a table take. */
internal interface RestoreOverrides {
    val targetTableName: String?
    val billingModeOverride: String?
    val globalSecondaryIndexOverride: List<GlobalSecondaryIndex>?
    val localSecondaryIndexOverride: List<LocalSecondaryIndex>?
    val provisionedThroughputOverride: ProvisionedThroughput?
    val onDemandThroughputOverride: OnDemandThroughput?
    val sseSpecificationOverride: SseSpecification?
}

/** What is wrong with the overrides whatever they are for. */
internal fun RestoreOverrides.check() {
    Constraints.checkTableName(targetTableName, "targetTableName")
    val constraints = Constraints()
    constraints.plainName("targetTableName", targetTableName)
    constraints.oneOf("billingModeOverride", billingModeOverride, BillingMode.entries.map { it.name })
    SchemaChecks.throughput(constraints, "provisionedThroughputOverride", provisionedThroughputOverride)
    globalSecondaryIndexOverride?.forEachIndexed { i, index ->
        val at = "globalSecondaryIndexOverride.${i + 1}.member"
        IndexChecks.members(constraints, at, index.indexName, index.keySchema, index.projection, global = true)
        SchemaChecks.throughput(constraints, "$at.provisionedThroughput", index.provisionedThroughput)
    }
    localSecondaryIndexOverride?.forEachIndexed { i, index ->
        val at = "localSecondaryIndexOverride.${i + 1}.member"
        IndexChecks.members(constraints, at, index.indexName, index.keySchema, index.projection, global = false)
    }
    sseSpecificationOverride?.check(constraints, "sSESpecificationOverride")
    constraints.check()
    sseSpecificationOverride?.checkTogether()
}

/** A key of another region is none here. */
internal fun RestoreOverrides.checkRegion(
    region: String,
    call: CallContext<DynamoDbState>,
) {
    if (region != call.region && sseSpecificationOverride == null) {
        throw BackupFaults.invalidRequest("sseSpecificationOverride must be provided for cross-region restores")
    }
}

/** A table like [source] was, but for its overrides, with the items of [contents]. */
internal fun RestoreOverrides.restored(
    source: TableDefinition,
    contents: Table,
    call: CallContext<DynamoDbState>,
): Table {
    val definition = definitionOf(source, call)
    return call.write {
        if (definition.name in tables) throw BackupFaults.tableExists(definition.name)
        contents.redefined(definition).also { put(it) }
    }
}

private fun RestoreOverrides.definitionOf(
    source: TableDefinition,
    call: CallContext<DynamoDbState>,
): TableDefinition {
    val restoring =
        Restoring(
            source,
            billingModeOverride?.let { BillingMode.valueOf(it) },
            provisionedThroughputOverride,
            onDemandThroughputOverride,
        )
    restoring.check()
    val indexes = restoring.indexes(localSecondaryIndexOverride, globalSecondaryIndexOverride)
    val used = (source.keySchema + indexes.flatMap { it.keySchema }).map { it.attributeName }.toSet()
    val now = call.now()
    val sse = sseSpecificationOverride
    return TableDefinition(
        name = targetTableName!!,
        arn = call.arn("dynamodb", "table/$targetTableName"),
        id = call.ids.uuid(),
        createdAt = now,
        attributes = source.attributes.filter { it.attributeName in used },
        keySchema = source.keySchema,
        indexes = indexes,
        billingMode = restoring.billing,
        throughput = restoring.throughput,
        onDemand = restoring.onDemand,
        payPerRequestSince = now.takeIf { restoring.billing == BillingMode.PAY_PER_REQUEST },
        showsBillingMode = true,
        kmsKeyArn = if (sse == null) source.kmsKeyArn else sse.keyArn(call),
    )
}
