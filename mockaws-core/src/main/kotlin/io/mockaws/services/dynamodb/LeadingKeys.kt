package io.mockaws.services.dynamodb

import io.mockaws.engine.CallContext
import io.mockaws.engine.access.Need
import io.mockaws.engine.access.at
import io.mockaws.kit.Arn

/** The partition keys that a call names: `dynamodb:LeadingKeys`. */
internal class LeadingKeys(
    private val call: CallContext<DynamoDbState>,
    private val need: Need,
    private val input: Map<String, Any?>,
) {
    private val arn = Arn.parse(need.resource)
    private val table = arn?.resource.orEmpty().removePrefix("table/")

    fun values(): List<String>? {
        val name = partitionKey() ?: return null
        return (items().mapNotNull { it[name] } + condition(name)).map { text(it) }.distinct().ifEmpty { null }
    }

    private fun partitionKey(): String? {
        val owner = if (arn == null) call else call.at(arn.place)
        val definition = owner.state.tables()[table.substringBefore('/')]?.definition ?: return null
        val index = table.substringAfter("/index/", "")
        val schema =
            if (index.isEmpty()) {
                definition.keySchema
            } else {
                definition.indexes.firstOrNull {
                    it.name == index
                }?.keySchema
            }
        return schema?.firstOrNull { it.keyType == "HASH" }?.attributeName
    }

    /** Keys and items, wherever operations have them. */
    private fun items(): List<Map<*, *>> {
        val own = "TableName" !in input || isMeant(input["TableName"])
        val single = if (own) listOf(input["Key"], input["Item"]) else emptyList()
        val batch = (input["RequestItems"] as? Map<*, *>).orEmpty().filterKeys { isMeant(it) }.values
        val reads = batch.filterIsInstance<Map<*, *>>().flatMap { it["Keys"] as? List<*> ?: emptyList<Any?>() }
        val writes =
            batch.filterIsInstance<List<*>>().flatten().filterIsInstance<Map<*, *>>().flatMap { request ->
                request.values.filterIsInstance<Map<*, *>>().flatMap { listOf(it["Item"], it["Key"]) }
            }
        val inTransaction =
            input.at("TransactItems").filterIsInstance<Map<*, *>>().flatMap { it.values }.filterIsInstance<Map<*, *>>()
                .filter { isMeant(it["TableName"]) }.flatMap { listOf(it["Item"], it["Key"]) }
        return (single + reads + writes + inTransaction).filterIsInstance<Map<*, *>>()
    }

    private fun isMeant(name: Any?): Boolean = "$name".substringAfterLast('/') == table.substringBefore('/')

    /** `id = :id` of a query, in its modern form and in the legacy one. */
    private fun condition(name: String): List<Any> {
        val legacy = input.at("KeyConditions").filterIsInstance<Map<*, *>>().mapNotNull { it[name] }
            .filterIsInstance<Map<*, *>>().flatMap { it["AttributeValueList"] as? List<*> ?: emptyList<Any?>() }
        val expression = input["KeyConditionExpression"] as? String ?: return legacy.filterNotNull()
        val names = (input["ExpressionAttributeNames"] as? Map<*, *>).orEmpty()
        val values = (input["ExpressionAttributeValues"] as? Map<*, *>).orEmpty()
        return EQUALS.findAll(expression).mapNotNull { match ->
            val (left, right) = match.destructured
            values[right].takeIf { (names[left] ?: left) == name }
        }.toList()
    }

    /** `{"S": "42"}` as `42`. */
    private fun text(value: Any): String = ((value as? Map<*, *>)?.values?.firstOrNull() ?: value).toString()

    private companion object {
        val EQUALS = Regex("([#\\w.-]+)\\s*=\\s*(:\\w+)")
    }
}

/** The attributes that a call names: `dynamodb:Attributes`. */
internal class NamedAttributes(
    private val input: Map<String, Any?>,
) {
    fun names(): List<String>? {
        val placeholders = (input["ExpressionAttributeNames"] as? Map<*, *>).orEmpty()
        val inExpressions =
            EXPRESSIONS.mapNotNull { input[it] as? String }.flatMap { text ->
                NAME.findAll(text).map { it.value }.filter { it.uppercase() !in WORDS }
            }.map { "${placeholders[it] ?: it}".substringBefore('.').substringBefore('[') }
        val members = MEMBERS.flatMap { (input[it] as? Map<*, *>)?.keys.orEmpty() }.map { "$it" }
        val listed = input.at("AttributesToGet").map { "$it" }
        return (inExpressions + members + listed).distinct().ifEmpty { null }
    }

    private companion object {
        val EXPRESSIONS =
            listOf(
                "ProjectionExpression",
                "FilterExpression",
                "KeyConditionExpression",
                "ConditionExpression",
                "UpdateExpression",
            )
        val MEMBERS =
            listOf("Key", "Item", "AttributeUpdates", "Expected", "KeyConditions", "QueryFilter", "ScanFilter")
        val NAME = Regex("(?<![:\\w#.])#?[A-Za-z_][\\w.]*(?![\\w(])")
        val WORDS =
            "SET REMOVE ADD DELETE AND OR NOT BETWEEN IN IF_NOT_EXISTS LIST_APPEND BEGINS_WITH CONTAINS SIZE ATTRIBUTE_EXISTS"
                .split(' ').toSet() + setOf("ATTRIBUTE_NOT_EXISTS", "ATTRIBUTE_TYPE")
    }
}
