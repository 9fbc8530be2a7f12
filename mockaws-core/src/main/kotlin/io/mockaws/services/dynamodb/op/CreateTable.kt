package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.streams.StreamSpecification
import io.mockaws.services.dynamodb.streams.openStream
import io.mockaws.services.dynamodb.table.AttributeDefinition
import io.mockaws.services.dynamodb.table.BillingMode
import io.mockaws.services.dynamodb.table.IndexChecks
import io.mockaws.services.dynamodb.table.IndexDefinition
import io.mockaws.services.dynamodb.table.KeySchemaElement
import io.mockaws.services.dynamodb.table.Projection
import io.mockaws.services.dynamodb.table.ProvisionedThroughput
import io.mockaws.services.dynamodb.table.SchemaChecks
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.TableDefinition
import io.mockaws.services.dynamodb.table.TableDescription
import io.mockaws.services.dynamodb.table.Tag
import io.mockaws.services.dynamodb.table.describeCreated
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.table.toThroughput
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateTableRequest(
    val attributeDefinitions: List<AttributeDefinition>? = null,
    val tableName: String? = null,
    val keySchema: List<KeySchemaElement>? = null,
    val localSecondaryIndexes: List<LocalSecondaryIndex>? = null,
    val globalSecondaryIndexes: List<GlobalSecondaryIndex>? = null,
    val billingMode: String? = null,
    val provisionedThroughput: ProvisionedThroughput? = null,
    val tags: List<Tag>? = null,
    val tableClass: String? = null,
    val deletionProtectionEnabled: Boolean? = null,
    val streamSpecification: StreamSpecification? = null,
)

@Serializable
internal data class LocalSecondaryIndex(
    val indexName: String? = null,
    val keySchema: List<KeySchemaElement>? = null,
    val projection: Projection? = null,
)

@Serializable
internal data class GlobalSecondaryIndex(
    val indexName: String? = null,
    val keySchema: List<KeySchemaElement>? = null,
    val projection: Projection? = null,
    val provisionedThroughput: ProvisionedThroughput? = null,
)

@Serializable
internal data class CreateTableResponse(
    val tableDescription: TableDescription,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
internal fun createTable(
    request: CreateTableRequest,
    call: CallContext<DynamoDbState>,
): CreateTableResponse {
    Constraints.checkTableName(request.tableName)
    checkMembers(request)
    val billing = BillingMode.valueOf(request.billingMode ?: BillingMode.PROVISIONED.name)
    checkThroughput(request, billing)
    request.streamSpecification?.checkForNewTable()
    val attributes = request.attributeDefinitions!!
    val keySchema = request.keySchema!!
    if (keySchema.size > attributes.size) {
        throw DynamoDbFaults.validation("Invalid KeySchema: Some index key attribute have no definition")
    }
    SchemaChecks.keys(keySchema, attributes)
    val indexes = indexesOf(request)
    SchemaChecks.allAttributesUsed(attributes, listOf(keySchema) + indexes.map { it.keySchema })

    val now = call.now()
    val name = call.tableName(request.tableName!!)
    val definition =
        TableDefinition(
            name = name,
            arn = call.arn("dynamodb", "table/$name"),
            id = call.ids.uuid(),
            createdAt = now,
            attributes = attributes,
            keySchema = keySchema,
            indexes = indexes,
            billingMode = billing,
            throughput = request.provisionedThroughput.toThroughput(),
            payPerRequestSince = now.takeIf { billing == BillingMode.PAY_PER_REQUEST },
            showsBillingMode = billing == BillingMode.PAY_PER_REQUEST,
            tableClass = request.tableClass,
            deletionProtection = request.deletionProtectionEnabled == true,
            tags = request.tags.orEmpty().associate { it.key.orEmpty() to it.value.orEmpty() },
        )
    val table =
        call.write {
            if (name in tables) throw DynamoDbFaults.tableExists(name)
            val viewType = request.streamSpecification?.wanted
            Table(if (viewType == null) definition else openStream(definition, viewType)).also { put(it) }
        }
    return CreateTableResponse(table.describeCreated())
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
    }
}

private fun indexesOf(request: CreateTableRequest): List<IndexDefinition> {
    val attributes = request.attributeDefinitions!!
    val local =
        request.localSecondaryIndexes?.map {
            IndexDefinition(it.indexName!!, it.keySchema!!, it.projection!!, global = false)
        }
    if (local != null) {
        if (local.isEmpty()) throw DynamoDbFaults.invalidParameter("List of LocalSecondaryIndexes is empty")
        IndexChecks.local(local, request.keySchema!!, attributes)
    }
    val global = request.globalSecondaryIndexes?.map { it.toDefinition() }
    if (global != null) {
        if (global.isEmpty()) throw DynamoDbFaults.invalidParameter("List of GlobalSecondaryIndexes is empty")
        IndexChecks.global(global, attributes)
    }
    val all = local.orEmpty() + global.orEmpty()
    IndexChecks.distinctNames(all)
    return all
}

internal fun GlobalSecondaryIndex.toDefinition(): IndexDefinition =
    IndexDefinition(indexName!!, keySchema!!, projection!!, global = true, provisionedThroughput.toThroughput())
