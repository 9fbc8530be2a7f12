package io.mockaws.services.dynamodb.table

import kotlinx.serialization.Serializable

@Serializable
internal data class LocalSecondaryIndexDescription(
    val indexName: String,
    val keySchema: List<KeySchemaElement>,
    val projection: Projection,
    val indexSizeBytes: Long,
    val itemCount: Long,
    val indexArn: String,
)

@Serializable
internal data class GlobalSecondaryIndexDescription(
    val indexName: String,
    val keySchema: List<KeySchemaElement>,
    val projection: Projection,
    val indexStatus: String,
    val provisionedThroughput: ProvisionedThroughputDescription,
    val indexSizeBytes: Long,
    val itemCount: Long,
    val indexArn: String,
    val onDemandThroughput: OnDemandThroughput? = null,
    val warmThroughput: WarmThroughputDescription? = null,
)

internal fun Table.describeLocal(index: Index): LocalSecondaryIndexDescription =
    LocalSecondaryIndexDescription(
        index.definition.name,
        index.definition.keySchema,
        index.definition.projection,
        index.rows.bytes,
        index.rows.size.toLong(),
        arnOf(index),
    )

internal fun Table.describeGlobal(
    index: Index,
    status: String,
): GlobalSecondaryIndexDescription = GlobalSecondaryIndexDescription(
    index.definition.name,
    index.definition.keySchema,
    index.definition.projection,
    status,
    describe(index.definition.throughput),
    index.rows.bytes,
    index.rows.size.toLong(),
    arnOf(index),
    index.definition.onDemand,
    describe(index.definition.warm),
)

private fun Table.arnOf(index: Index) = "${definition.arn}/index/${index.definition.name}"
