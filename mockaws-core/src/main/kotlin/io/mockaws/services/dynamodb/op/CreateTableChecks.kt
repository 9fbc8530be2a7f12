package io.mockaws.services.dynamodb.op

import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.table.BillingMode
import io.mockaws.services.dynamodb.table.IndexChecks
import io.mockaws.services.dynamodb.table.SchemaChecks
import io.mockaws.services.dynamodb.table.toThroughput

/** What is wrong with [request] before its keys are looked at. */
internal fun checkCreate(request: CreateTableRequest) {
    checkMembers(request)
    checkThroughput(request, request.billing)
    request.streamSpecification?.checkForNewTable()
    request.sseSpecification?.checkTogether()
}

private fun checkMembers(request: CreateTableRequest) {
    val constraints = Constraints()
    SchemaChecks.members(
        constraints,
        request.attributeDefinitions,
        request.keySchema,
        request.provisionedThroughput,
        request.billingMode,
    )
    request.globalSecondaryIndexes?.forEachIndexed { i, index ->
        val at = "globalSecondaryIndexes.${i + 1}.member"
        IndexChecks.members(constraints, at, index.indexName, index.keySchema, index.projection, global = true)
        SchemaChecks.throughput(constraints, "$at.provisionedThroughput", index.provisionedThroughput)
    }
    request.localSecondaryIndexes?.forEachIndexed { i, index ->
        IndexChecks.members(
            constraints,
            "localSecondaryIndexes.${i + 1}.member",
            index.indexName,
            index.keySchema,
            index.projection,
            global = false,
        )
    }
    request.streamSpecification?.check(constraints)
    request.sseSpecification?.check(constraints)
    constraints.oneOf("tableClass", request.tableClass, listOf("STANDARD", "STANDARD_INFREQUENT_ACCESS"))
    constraints.check()
}

private fun checkThroughput(
    request: CreateTableRequest,
    billing: BillingMode,
) {
    val throughput = request.provisionedThroughput
    if (billing == BillingMode.PAY_PER_REQUEST && throughput != null) {
        throw DynamoDbFaults.invalidParameter(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
        )
    }
    if (billing == BillingMode.PROVISIONED && throughput == null) {
        throw DynamoDbFaults.invalidParameter(
            "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
        )
    }
    SchemaChecks.withinBounds(throughput)
    request.onDemandThroughput?.checkForNew(billing)
    request.warmThroughput?.checkForNew(throughput.toThroughput(), billing)
    for (index in request.globalSecondaryIndexes.orEmpty()) {
        if (billing == BillingMode.PAY_PER_REQUEST && index.provisionedThroughput != null) {
            throw DynamoDbFaults.invalidParameter(
                "ProvisionedThroughput should not be specified for index: ${index.indexName} when BillingMode is PAY_PER_REQUEST",
            )
        }
        if (billing == BillingMode.PROVISIONED && index.provisionedThroughput == null) {
            throw DynamoDbFaults.invalidParameter(
                "ProvisionedThroughput is not specified for index: ${index.indexName}"
            )
        }
        checkUnits(index, billing)
    }
}

/** What is asked for beside provisioned throughput for an index that is new. */
internal fun checkUnits(
    index: GlobalSecondaryIndex,
    billing: BillingMode,
) {
    index.onDemandThroughput?.checkForNew(billing, index.indexName)
    index.warmThroughput?.checkForNew(index.provisionedThroughput.toThroughput(), billing, index.indexName)
}
