package io.mockaws.services.dynamodb.table

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.Wording
import io.mockaws.services.dynamodb.expression.DocumentPath
import io.mockaws.services.dynamodb.expression.ItemProjection
import io.mockaws.services.dynamodb.expression.Predicate
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes

/** What Query and Scan have in common: which rows, which of their attributes, a page of them, what it cost. */
internal class Reading(
    val table: Table,
    indexName: String?,
    private val consistent: Boolean,
    private val select: String?,
    private val projection: ItemProjection?,
) {
    val index: Index? =
        indexName?.let {
            table.index(it) ?: throw DynamoDbFaults.validation("The table does not have the specified index: $it")
        }
    val keys: KeyNames = index?.keys ?: table.keys
    val rows: Rows = index?.rows ?: table.rows

    /** What a `LastEvaluatedKey` is made of. */
    private val startKeys: List<KeyAttribute> = (table.keys.all + keys.all).distinctBy { it.name }

    /** A local index answers for attributes that it lacks from the table, at a price. */
    private val fetches: Boolean

    init {
        val global = index?.definition?.global == true
        if (global && consistent) {
            throw DynamoDbFaults.validation("Consistent reads are not supported on global secondary indexes")
        }
        val missing = projection?.paths?.map { it.head }?.filter { index != null && !index.projects(it) }.orEmpty()
        val wantsAll = select == "ALL_ATTRIBUTES" && index != null && !index.projectsAll
        if (global && wantsAll) {
            throw DynamoDbFaults.invalidParameter(
                "Select type ALL_ATTRIBUTES is not supported for global secondary index $indexName because its projection type is not ALL",
            )
        }
        if (global && missing.isNotEmpty()) {
            throw DynamoDbFaults.invalidParameter("Global secondary index $indexName does not project $missing")
        }
        fetches = wantsAll || missing.isNotEmpty()
    }

    /** Where the last page ended. @throws io.mockaws.engine.AwsFault when it is no key of this table or index */
    fun startKey(attributes: Attributes): Key {
        if (attributes.size != startKeys.size) {
            val detail = if (index == null) ": The provided key element does not match the schema" else ""
            throw DynamoDbFaults.validation("The provided starting key is invalid$detail")
        }
        for (key in startKeys) {
            if (attributes[key.name]?.type != key.type) {
                throw DynamoDbFaults.validation(
                    "The provided starting key is invalid: The provided key element does not match the schema",
                )
            }
        }
        val base = table.keys.of(attributes)
        if (index == null) return base
        return keys.ofOrNull(attributes, base)
            ?: throw DynamoDbFaults.validation("The provided starting key is invalid")
    }

    /** @param filtered what a filter looks at */
    fun checkPaths(filtered: List<DocumentPath>) {
        if (projection != null) table.checkScalarKeys(projection.paths)
        table.checkScalarKeys(filtered)
    }

    /**
     * Reads [entries] until [limit] items, [maxBytes] or the end; [filter] is asked only then, as AWS does.
     *
     * @param consumption to which it adds what it takes
     */
    fun page(
        entries: Iterator<Map.Entry<Key, Item>>,
        limit: Int?,
        filter: Predicate?,
        consumption: Consumption = Consumption(table),
        maxBytes: Long = DynamoDbLimits.PAGE_BYTES,
    ): Page {
        val items = ArrayList<Attributes>()
        var scanned = 0
        var bytes = 0L
        var fetchedBytes = 0L
        var last: Item? = null
        while (entries.hasNext() && scanned < (limit ?: Int.MAX_VALUE) && bytes < maxBytes) {
            val item = entries.next().value
            scanned++
            bytes += item.size
            last = item
            val whole = if (fetches) table[table.keys.of(item.attributes)]!! else item
            if (fetches) fetchedBytes += whole.size
            if (filter == null || filter.test(whole.attributes)) {
                items += projection?.of(whole.attributes) ?: whole.attributes
            }
        }
        val more = last != null && (scanned == limit || bytes >= maxBytes)
        val lastKey = if (more) startKeys.associate { it.name to last.attributes.getValue(it.name) } else null
        if (index == null) consumption.read(bytes, consistent) else consumption.readIndex(index, bytes, consistent)
        if (fetches) consumption.read(fetchedBytes, consistent)
        return Page(items.takeIf { select != "COUNT" }, items.size, scanned, bytes, lastKey, consumption)
    }

    class Page(
        val items: List<Attributes>?,
        val count: Int,
        val scannedCount: Int,
        /** What was read, without what a local index fetched from the table. */
        val bytes: Long,
        val lastEvaluatedKey: Map<String, AttributeValue>?,
        val consumption: Consumption,
    )

    companion object {
        /** @throws io.mockaws.engine.AwsFault when [select] and the parameters that name attributes disagree */
        fun checkSelect(
            select: String?,
            indexName: String?,
            projectionExpression: String?,
            attributesToGet: List<String>?,
        ) {
            val parameter =
                when {
                    projectionExpression != null -> "ProjectionExpression"
                    attributesToGet != null -> "AttributesToGet"
                    else -> null
                }
            val problem =
                when {
                    select == "SPECIFIC_ATTRIBUTES" && parameter == null ->
                        "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"

                    select == "ALL_PROJECTED_ATTRIBUTES" && indexName == null ->
                        "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"

                    parameter == null || select == null || select == "SPECIFIC_ATTRIBUTES" -> return

                    select == "COUNT" -> "Cannot specify the $parameter when choosing to get only the Count"

                    else -> "Cannot specify the $parameter when choosing to get $select"
                }
            throw DynamoDbFaults.validation(problem)
        }

        /** Values of an `ExclusiveStartKey`. */
        fun checkStartValues(
            attributes: Attributes?,
            wording: Wording,
        ) {
            for (value in attributes.orEmpty().values) {
                if (value !is AttributeValue.Invalid) continue
                val message = wording.of(value)
                val bare = BARE.any { it in message }
                throw DynamoDbFaults.validation(
                    if (bare) message else "The provided starting key is invalid: $message"
                )
            }
        }

        private val BARE =
            listOf("contains duplicates", "number set", "numeric value", "significant digits", "number with magnitude")
    }
}
