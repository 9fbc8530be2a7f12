package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.kit.arn
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
import io.mockaws.services.dynamodb.table.OnDemandThroughput
import io.mockaws.services.dynamodb.table.Projection
import io.mockaws.services.dynamodb.table.ProvisionedThroughput
import io.mockaws.services.dynamodb.table.ResourcePolicy
import io.mockaws.services.dynamodb.table.SchemaChecks
import io.mockaws.services.dynamodb.table.SseSpecification
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.TableDefinition
import io.mockaws.services.dynamodb.table.TableDescription
import io.mockaws.services.dynamodb.table.Tag
import io.mockaws.services.dynamodb.table.WarmThroughput
import io.mockaws.services.dynamodb.table.describeCreated
import io.mockaws.services.dynamodb.table.initialWarm
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
    val sseSpecification: SseSpecification? = null,
    val onDemandThroughput: OnDemandThroughput? = null,
    val warmThroughput: WarmThroughput? = null,
    val resourcePolicy: String? = null,
)

internal val CreateTableRequest.billing: BillingMode
    get() = BillingMode.valueOf(billingMode ?: BillingMode.PROVISIONED.name)

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
    val onDemandThroughput: OnDemandThroughput? = null,
    val warmThroughput: WarmThroughput? = null,
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
    checkCreate(request)
    val billing = request.billing
    val attributes = request.attributeDefinitions!!
    val keySchema = request.keySchema!!
    SchemaChecks.distinct(attributes)
    if (keySchema.size > attributes.size) {
        throw DynamoDbFaults.validation("Invalid KeySchema: Some index key attribute have no definition")
    }
    SchemaChecks.keys(keySchema, attributes)
    val indexes = indexesOf(request)
    SchemaChecks.allAttributesUsed(attributes, listOf(keySchema) + indexes.map { it.keySchema })
    request.resourcePolicy?.let { ResourcePolicy.check(it, isOfStream = false) }

    val now = call.now()
    val name = call.tableName(request.tableName!!)
    val throughput = request.provisionedThroughput.toThroughput()
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
            throughput = throughput,
            onDemand = request.onDemandThroughput?.settled(),
            warm = throughput.initialWarm.raisedTo(request.warmThroughput),
            payPerRequestSince = now.takeIf { billing == BillingMode.PAY_PER_REQUEST },
            showsBillingMode = billing == BillingMode.PAY_PER_REQUEST,
            tableClass = request.tableClass,
            deletionProtection = request.deletionProtectionEnabled == true,
            kmsKeyArn = request.sseSpecification?.keyArn(call),
            tags = tagged(emptyMap(), request.tags.orEmpty()),
            policy = request.resourcePolicy?.let { ResourcePolicy.after(null, it, now) },
        )
    val table =
        call.write {
            if (name in tables) throw DynamoDbFaults.tableExists(name)
            val viewType = request.streamSpecification?.wanted
            Table(if (viewType == null) definition else openStream(definition, viewType)).also { put(it) }
        }
    return CreateTableResponse(table.describeCreated(isWarmed = request.warmThroughput?.isEmpty == false))
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

internal fun GlobalSecondaryIndex.toDefinition(): IndexDefinition {
    val throughput = provisionedThroughput.toThroughput()
    return IndexDefinition(
        indexName!!,
        keySchema!!,
        projection!!,
        global = true,
        throughput,
        onDemandThroughput?.settled(),
        throughput.initialWarm.raisedTo(warmThroughput),
    )
}
