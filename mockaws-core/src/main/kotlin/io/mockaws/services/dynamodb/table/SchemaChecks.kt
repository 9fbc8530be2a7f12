package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits

/** What CreateTable and UpdateTable demand of keys, indexes and throughput. */
internal object SchemaChecks {
    fun members(
        constraints: Constraints,
        attributes: List<AttributeDefinition>?,
        keySchema: List<KeySchemaElement>?,
        throughput: ProvisionedThroughput?,
        billingMode: String?,
    ) {
        constraints.required("attributeDefinitions", attributes)
        attributes?.forEachIndexed { i, attribute ->
            val at = "attributeDefinitions.${i + 1}.member"
            constraints.required("$at.attributeName", attribute.attributeName)
            constraints.required("$at.attributeType", attribute.attributeType)
            constraints.oneOf("$at.attributeType", attribute.attributeType, listOf("B", "N", "S"))
        }
        constraints.oneOf("billingMode", billingMode, listOf("PROVISIONED", "PAY_PER_REQUEST"))
        throughput(constraints, "provisionedThroughput", throughput)
        keySchema(constraints, "keySchema", keySchema)
    }

    fun keySchema(
        constraints: Constraints,
        at: String,
        schema: List<KeySchemaElement>?,
        most: Int = 2,
    ) {
        constraints.required(at, schema)
        constraints.length(at, schema, 1..most)
        schema?.forEachIndexed { i, element ->
            constraints.required("$at.${i + 1}.member.attributeName", element.attributeName)
            constraints.required("$at.${i + 1}.member.keyType", element.keyType)
            constraints.oneOf("$at.${i + 1}.member.keyType", element.keyType, listOf("HASH", "RANGE"))
        }
    }

    fun throughput(
        constraints: Constraints,
        at: String,
        throughput: ProvisionedThroughput?,
    ) {
        if (throughput == null) return
        constraints.required("$at.writeCapacityUnits", throughput.writeCapacityUnits)
        constraints.atLeast("$at.writeCapacityUnits", throughput.writeCapacityUnits, 1)
        constraints.required("$at.readCapacityUnits", throughput.readCapacityUnits)
        constraints.atLeast("$at.readCapacityUnits", throughput.readCapacityUnits, 1)
    }

    fun index(
        constraints: Constraints,
        at: String,
        name: String?,
        schema: List<KeySchemaElement>?,
        projection: Projection?,
        global: Boolean,
    ) {
        constraints.required("$at.indexName", name)
        constraints.name("$at.indexName", name)
        keySchema(constraints, "$at.keySchema", schema, if (global) 2 * DynamoDbLimits.KEY_ATTRIBUTES else 2)
        constraints.required("$at.projection", projection)
        constraints.oneOf(
            "$at.projection.projectionType",
            projection?.projectionType,
            listOf("ALL", "INCLUDE", "KEYS_ONLY")
        )
        constraints.length("$at.projection.nonKeyAttributes", projection?.nonKeyAttributes, 1..20)
    }

    fun withinBounds(throughput: ProvisionedThroughput?) {
        fun check(
            name: String,
            units: Long?,
        ) {
            if (units != null && units > DynamoDbLimits.MAX_PROVISIONED_UNITS) {
                throw DynamoDbFaults.validation("Given value $units for $name is out of bounds")
            }
        }
        check("ReadCapacityUnits", throughput?.readCapacityUnits)
        check("WriteCapacityUnits", throughput?.writeCapacityUnits)
    }

    fun keys(
        schema: List<KeySchemaElement>,
        attributes: List<AttributeDefinition>,
    ) {
        defined(schema, attributes)
        val names = schema.map { it.attributeName }
        if (names.size > 1 && names[0] == names[1]) {
            throw DynamoDbFaults.validation(
                "Both the Hash Key and the Range Key element in the KeySchema have the same name"
            )
        }
        if (schema[0].keyType != "HASH") {
            throw DynamoDbFaults.validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
        }
        if (schema.size > 1 && schema[1].keyType != "RANGE") {
            throw DynamoDbFaults.validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")
        }
    }

    private fun defined(
        schema: List<KeySchemaElement>,
        attributes: List<AttributeDefinition>,
    ) {
        val names = schema.map { it.attributeName }
        val defined = attributes.map { it.attributeName }
        if (!defined.containsAll(names)) {
            throw DynamoDbFaults.invalidParameter(
                "Some index key attributes are not defined in AttributeDefinitions. " +
                    "Keys: $names, AttributeDefinitions: $defined",
            )
        }
    }

    /** Of a global index: one to four partition keys, then none to four sort keys, no attribute twice. */
    private fun globalKeys(
        index: IndexDefinition,
        attributes: List<AttributeDefinition>,
    ) {
        val schema = index.keySchema
        if (schema.size <= 2 && schema.count { it.keyType == "HASH" } == 1) return keys(schema, attributes)
        defined(schema, attributes)
        fun refuse(what: String): Nothing =
            throw DynamoDbFaults.invalidParameter("Invalid KeySchema for index ${index.name}: $what")
        if (schema[0].keyType != "HASH") {
            throw DynamoDbFaults.validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
        }
        if (schema.distinctBy { it.attributeName }.size < schema.size) refuse("An attribute is named more than once")
        if (schema.dropWhile { it.keyType == "HASH" }.any { it.keyType == "HASH" }) {
            refuse("HASH key attributes must come before RANGE key attributes")
        }
        for ((type, elements) in schema.groupBy { it.keyType }) {
            if (elements.size > DynamoDbLimits.KEY_ATTRIBUTES) {
                refuse("There are more than ${DynamoDbLimits.KEY_ATTRIBUTES} $type key attributes")
            }
        }
    }

    fun allAttributesUsed(
        attributes: List<AttributeDefinition>,
        schemas: List<List<KeySchemaElement>>,
    ) {
        val used = schemas.flatten().map { it.attributeName }.toSet()
        if (schemas.size == 1 && used.size != attributes.size) {
            throw DynamoDbFaults.invalidParameter(
                "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
            )
        }
        val unused = attributes.map { it.attributeName }.filter { it !in used }
        if (unused.isNotEmpty()) {
            throw DynamoDbFaults.invalidParameter(
                "Some AttributeDefinitions are not used. AttributeDefinitions: ${attributes.map {
                    it.attributeName
                }}, keys used: ${used.toList()}",
            )
        }
    }

    fun projection(projection: Projection) {
        val type = projection.projectionType ?: throw DynamoDbFaults.invalidParameter("Unknown ProjectionType: null")
        if (projection.nonKeyAttributes != null && type != "INCLUDE") {
            throw DynamoDbFaults.invalidParameter("ProjectionType is $type, but NonKeyAttributes is specified")
        }
        if (projection.nonKeyAttributes == null && type == "INCLUDE") {
            throw DynamoDbFaults.invalidParameter("ProjectionType is INCLUDE, but NonKeyAttributes is not specified")
        }
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
            keys(index.keySchema, attributes)
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
        val repeated = indexes.groupingBy { it.name }.eachCount().entries.firstOrNull { it.value > 1 } ?: return
        throw DynamoDbFaults.invalidParameter("Duplicate index name: ${repeated.key}")
    }
}
