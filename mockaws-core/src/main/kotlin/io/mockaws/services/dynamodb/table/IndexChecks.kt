package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits

/** What CreateTable and UpdateTable demand of secondary indexes. */
internal object IndexChecks {
    fun members(
        constraints: Constraints,
        at: String,
        name: String?,
        schema: List<KeySchemaElement>?,
        projection: Projection?,
        global: Boolean,
    ) {
        constraints.required("$at.indexName", name)
        constraints.name("$at.indexName", name)
        SchemaChecks.keySchema(
            constraints,
            "$at.keySchema",
            schema,
            if (global) 2 * DynamoDbLimits.KEY_ATTRIBUTES else 2
        )
        constraints.required("$at.projection", projection)
        constraints.oneOf(
            "$at.projection.projectionType",
            projection?.projectionType,
            listOf("ALL", "INCLUDE", "KEYS_ONLY")
        )
        constraints.length("$at.projection.nonKeyAttributes", projection?.nonKeyAttributes, 1..20)
        constraints.lengthOfEach(
            "$at.projection.nonKeyAttributes",
            projection?.nonKeyAttributes,
            1..DynamoDbLimits.KEY_NAME_LENGTH
        )
    }

    /** Of a global index: one to four partition keys, then none to four sort keys, no attribute twice. */
    private fun globalKeys(
        index: IndexDefinition,
        attributes: List<AttributeDefinition>,
    ) {
        val schema = index.keySchema
        if (schema.size <= 2 && schema.count { it.keyType == "HASH" } == 1) return SchemaChecks.keys(schema, attributes)
        SchemaChecks.defined(schema, attributes)
        if (schema[0].keyType != "HASH") {
            throw DynamoDbFaults.validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
        }
        if (schema.firstRepeated { it.attributeName } != null) {
            throw DynamoDbFaults.validation("The KeySchema contains multiple key attributes with the same name")
        }
        if (schema.dropWhile { it.keyType == "HASH" }.any { it.keyType == "HASH" }) {
            throw DynamoDbFaults.invalidParameter(
                "All HASH key attributes must precede RANGE key attributes in the KeySchema"
            )
        }
        for ((type, elements) in schema.groupBy { it.keyType }) {
            if (elements.size > DynamoDbLimits.KEY_ATTRIBUTES) {
                throw DynamoDbFaults.invalidParameter(
                    "The KeySchema exceeds the maximum allowed number of $type key attributes"
                )
            }
        }
    }

    private fun projection(projection: Projection) {
        val type = projection.projectionType ?: throw DynamoDbFaults.invalidParameter("Unknown ProjectionType: null")
        if (projection.nonKeyAttributes != null && type != "INCLUDE") {
            throw DynamoDbFaults.invalidParameter("ProjectionType is $type, but NonKeyAttributes is specified")
        }
        if (projection.nonKeyAttributes == null && type == "INCLUDE") {
            throw DynamoDbFaults.invalidParameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified")
        }
        val repeated = projection.nonKeyAttributes?.firstRepeated { it } ?: return
        throw DynamoDbFaults.invalidParameter("Duplicate element in NonKeyAttributes: $repeated")
    }

    fun local(
        indexes: List<IndexDefinition>,
        table: List<KeySchemaElement>,
        attributes: List<AttributeDefinition>,
    ) {
        if (table.size != 2) {
            throw DynamoDbFaults.invalidParameter(
                "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
            )
        }
        for (index in indexes) {
            SchemaChecks.keys(index.keySchema, attributes)
            if (index.keySchema.size != 2) {
                throw DynamoDbFaults.invalidParameter(
                    "Index KeySchema does not have a range key for index: ${index.name}"
                )
            }
            val hash = index.keySchema[0].attributeName
            if (hash != table[0].attributeName) {
                throw DynamoDbFaults.invalidParameter(
                    "Index KeySchema does not have the same leading hash key as table KeySchema for index: " +
                        "${index.name}. index hash key: $hash, table hash key: ${table[0].attributeName}",
                )
            }
            projection(index.projection)
        }
        if (indexes.size > DynamoDbLimits.LOCAL_INDEXES) {
            throw DynamoDbFaults.invalidParameter("Number of LocalSecondaryIndexes exceeds per-table limit of 5")
        }
    }

    fun global(
        indexes: List<IndexDefinition>,
        attributes: List<AttributeDefinition>,
    ) {
        for (index in indexes) {
            globalKeys(index, attributes)
            projection(index.projection)
        }
        if (indexes.size > DynamoDbLimits.GLOBAL_INDEXES) {
            throw DynamoDbFaults.invalidParameter("GlobalSecondaryIndex count exceeds the per-table limit of 20")
        }
    }

    fun distinctNames(indexes: List<IndexDefinition>) {
        val repeated = indexes.firstRepeated { it.name } ?: return
        throw DynamoDbFaults.invalidParameter("Duplicate index name: $repeated")
    }
}

/** The [name] that the first two elements share which share one, or null. */
internal fun <T> List<T>.firstRepeated(name: (T) -> String?): String? =
    groupingBy(name).eachCount().entries.firstOrNull { it.value > 1 }?.key
