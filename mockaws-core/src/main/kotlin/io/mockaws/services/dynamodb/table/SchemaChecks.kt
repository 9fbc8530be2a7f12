package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits

/** What CreateTable and UpdateTable demand of keys and throughput; for indexes see [IndexChecks]. */
internal object SchemaChecks {
    fun members(
        constraints: Constraints,
        attributes: List<AttributeDefinition>?,
        keySchema: List<KeySchemaElement>?,
        throughput: ProvisionedThroughput?,
        billingMode: String?,
    ) {
        constraints.required("attributeDefinitions", attributes)
        definitions(constraints, attributes)
        constraints.oneOf("billingMode", billingMode, listOf("PROVISIONED", "PAY_PER_REQUEST"))
        throughput(constraints, "provisionedThroughput", throughput)
        keySchema(constraints, "keySchema", keySchema)
    }

    fun definitions(
        constraints: Constraints,
        attributes: List<AttributeDefinition>?,
    ) {
        attributes?.forEachIndexed { i, attribute ->
            val at = "attributeDefinitions.${i + 1}.member"
            keyName(constraints, "$at.attributeName", attribute.attributeName)
            constraints.required("$at.attributeType", attribute.attributeType)
            constraints.oneOf("$at.attributeType", attribute.attributeType, listOf("B", "N", "S"))
        }
    }

    private fun keyName(
        constraints: Constraints,
        at: String,
        name: String?,
    ) {
        constraints.required(at, name)
        constraints.length(at, name, 1..DynamoDbLimits.KEY_NAME_LENGTH)
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
            keyName(constraints, "$at.${i + 1}.member.attributeName", element.attributeName)
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

    /** Each of [attributes] has one type. */
    fun distinct(attributes: List<AttributeDefinition>) {
        val repeated = attributes.firstRepeated { it.attributeName } ?: return
        throw DynamoDbFaults.validation("Attribute Name is duplicated: $repeated")
    }

    /** Every attribute of [schema] has a type. */
    fun defined(
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
}
