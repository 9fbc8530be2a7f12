package io.mockaws.services.dynamodb

import io.mockaws.services.dynamodb.op.CreateTableRequest
import io.mockaws.services.dynamodb.op.GlobalSecondaryIndex
import io.mockaws.services.dynamodb.op.LocalSecondaryIndex
import io.mockaws.services.dynamodb.table.AttributeDefinition
import io.mockaws.services.dynamodb.table.KeySchemaElement
import io.mockaws.services.dynamodb.table.Projection
import io.mockaws.services.dynamodb.table.Table

/**
 * How a table is to be made: its keys and its indexes. It is billed per request. Types of keys are `"S"` (string), `"N"`
 * (number) and `"B"` (binary); each method returns the options, to go on with.
 *
 * ```
 * aws.dynamoDb.table("orders") {
 *     partitionKey("customer")
 *     sortKey("at", "N")
 *     index("byState", "state", "at", sortKeyType = "N")
 * }
 * ```
 */
public class TableOptions internal constructor() {
    private val types = LinkedHashMap<String, String>()
    private var partition: String? = null
    private var sort: String? = null
    private val global = LinkedHashMap<String, GlobalSecondaryIndex>()
    private val local = LinkedHashMap<String, LocalSecondaryIndex>()

    /** The attribute that is the partition key; `PK` unless given. */
    @JvmOverloads
    public fun partitionKey(
        name: String,
        type: String = STRING,
    ): TableOptions = apply { partition = key(name, type) }

    /** The attribute that is the sort key; none unless given. */
    @JvmOverloads
    public fun sortKey(
        name: String,
        type: String = STRING,
    ): TableOptions = apply { sort = key(name, type) }

    /**
     * A global secondary index, which has items by other keys.
     *
     * @param projection `"ALL"` attributes of the items, or `"KEYS_ONLY"`
     */
    @JvmOverloads
    public fun index(
        name: String,
        partitionKey: String,
        sortKey: String? = null,
        partitionKeyType: String = STRING,
        sortKeyType: String = STRING,
        projection: String = ALL,
    ): TableOptions =
        apply {
            val schema = schema(key(partitionKey, partitionKeyType), sortKey?.let { key(it, sortKeyType) })
            global[name] = GlobalSecondaryIndex(name, schema, Projection(projection))
        }

    /**
     * A local secondary index, which has the items of a partition key by another sort key.
     *
     * @param projection `"ALL"` attributes of the items, or `"KEYS_ONLY"`
     */
    @JvmOverloads
    public fun localIndex(
        name: String,
        sortKey: String,
        sortKeyType: String = STRING,
        projection: String = ALL,
    ): TableOptions =
        apply {
            // The partition key may be told after the index.
            local[name] = LocalSecondaryIndex(name, listOf(range(key(sortKey, sortKeyType))), Projection(projection))
        }

    /** What CreateTable is asked for. */
    internal fun request(name: String): CreateTableRequest {
        val hash = partition ?: key(DEFAULT_KEY, STRING)
        return CreateTableRequest(
            tableName = name,
            billingMode = "PAY_PER_REQUEST",
            attributeDefinitions = types.map { (attribute, type) -> AttributeDefinition(attribute, type) },
            keySchema = schema(hash, sort),
            globalSecondaryIndexes = global.values.toList().ifEmpty { null },
            localSecondaryIndexes =
            local.values.map { it.copy(keySchema = listOf(hash(hash)) + it.keySchema.orEmpty()) }.ifEmpty { null },
        )
    }

    /**
     * Refuses [there] as what was asked for: a test would go on with another table than it describes. What is not asked for
     * may be as it is.
     */
    internal fun check(there: Table) {
        val definition = there.definition
        val known = definition.attributes.associate { it.attributeName to it.attributeType }
        val asked = request(there.name)
        if (partition != null || sort != null) {
            val keys = described(definition.keySchema, known)
            val wanted = described(asked.keySchema.orEmpty(), types)
            require(keys == wanted) { "The table ${there.name} is there with the keys $keys, and not with $wanted" }
        }
        val schemas =
            asked.globalSecondaryIndexes.orEmpty().map { it.indexName to it.keySchema } +
                asked.localSecondaryIndexes.orEmpty().map { it.indexName to it.keySchema }
        for ((name, schema) in schemas) {
            val index = requireNotNull(definition.indexes.firstOrNull { it.name == name }) {
                "The table ${there.name} is there without the index $name; it has ${definition.indexes.map { it.name }}"
            }
            val keys = described(index.keySchema, known)
            val wanted = described(schema.orEmpty(), types)
            require(keys == wanted) { "The index $name is there with the keys $keys, and not with $wanted" }
        }
    }

    private fun key(
        name: String,
        type: String,
    ): String {
        val before = types.put(name, type)
        require(before == null || before == type) { "The key $name is of the type $before, and of $type" }
        return name
    }

    private fun described(
        schema: List<KeySchemaElement>,
        types: Map<out String?, String?>,
    ) = schema.map { "${it.attributeName} (${types[it.attributeName]})" }

    private fun schema(
        partition: String,
        sort: String?,
    ) = listOfNotNull(hash(partition), sort?.let(::range))

    private fun hash(name: String) = KeySchemaElement(name, "HASH")

    private fun range(name: String) = KeySchemaElement(name, "RANGE")

    private companion object {
        const val STRING = "S"
        const val ALL = "ALL"
        const val DEFAULT_KEY = "PK"
    }
}
