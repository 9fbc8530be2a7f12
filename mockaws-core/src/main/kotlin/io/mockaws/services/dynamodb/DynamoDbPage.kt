package io.mockaws.services.dynamodb

import io.mockaws.engine.CallContext
import io.mockaws.engine.World
import io.mockaws.services.dynamodb.table.Index
import io.mockaws.services.dynamodb.table.Item
import io.mockaws.services.dynamodb.table.KeyNames
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.value.DynamoDbJson
import io.mockaws.state.PageRequest
import io.mockaws.state.ServicePage
import io.mockaws.state.StateAction
import io.mockaws.state.StateColumn
import io.mockaws.state.StateColumn.Kind
import io.mockaws.state.StateLink
import io.mockaws.state.StateRow
import io.mockaws.state.StateTable
import io.mockaws.state.StateView
import io.mockaws.state.cell
import io.mockaws.state.columns
import io.mockaws.state.row
import io.mockaws.state.section

/** Tables and their items. Paths: account, region, table, the item's key as DynamoDB JSON. */
internal object DynamoDbPage : ServicePage<DynamoDbState>(DynamoDbService, "Amazon DynamoDB") {
    private const val TABLE_PATH = 3
    private const val ITEM_PATH = 4

    /** Columns that fit on a screen. */
    private const val COLUMNS = 6

    override fun counts(world: World): Map<String, Long> {
        val tables = everywhere(world).flatMap { tablesOf(it).values }
        return mapOf("tables" to tables.size.toLong(), "items" to tables.sumOf { it.rows.size.toLong() })
    }

    override fun look(
        world: World,
        path: List<String>,
        page: PageRequest,
    ): StateView? =
        when (path.size) {
            0 -> service(world, page)
            TABLE_PATH -> table(world, path)?.let { view(it, path, page) }
            ITEM_PATH -> table(world, path)?.let { item(it, path) }
            else -> null
        }

    override fun actions(
        world: World,
        path: List<String>,
    ): List<StateAction> =
        when (path.size) {
            0 -> listOf(makeTable(world))
            TABLE_PATH -> tableActions(at(world, path)!!, path)
            else -> itemActions(at(world, path)!!, path)
        }

    private fun tablesOf(call: CallContext<DynamoDbState>): Map<String, Table> {
        call.state.expire(call.clock)
        return call.state.tables()
    }

    private fun table(
        world: World,
        path: List<String>,
    ): Table? = at(world, path)?.let { tablesOf(it)[path[2]] }

    private fun service(
        world: World,
        page: PageRequest,
    ): StateView {
        val all = everywhere(world).flatMap { call -> tablesOf(call).values.map { call to it } }
        val slice =
            page.slice(all.filter { page.admits(it.second.name) }) { (call, table) ->
                listOf(call.account, call.region, table.name)
            }
        val rows =
            slice.entries.map { (call, table) ->
                val path = listOf(call.account, call.region, table.name)
                val sizes = arrayOf(table.rows.size.toLong(), table.rows.bytes)
                row(path, table.name, *sizes, describe(table.keys), table.indexes.size, call.region, call.account)
            }
        val columns =
            columns(
                "Name" to Kind.TEXT,
                "Items" to Kind.NUMBER,
                "Size" to Kind.BYTES,
                "Key" to Kind.TEXT,
                "Indexes" to Kind.NUMBER,
                "Region" to Kind.TEXT,
                "Account" to Kind.TEXT,
            )
        val table = StateTable("Tables", columns, rows, slice.next, all.size.toLong(), "name contains")
        return StateView(title, "service", table = table)
    }

    private fun view(
        table: Table,
        path: List<String>,
        page: PageRequest,
    ): StateView {
        val definition = table.definition
        val about =
            section(
                "Table",
                "Key" to describe(table.keys),
                "ARN" to definition.arn,
                "Created" to definition.createdAt,
                "Billing mode" to definition.billingMode,
                "Items" to table.rows.size,
                "Size in bytes" to table.rows.bytes,
                "Time to live attribute" to definition.timeToLiveAttribute,
                "Stream" to table.definition.latestStream?.viewType,
                "Deletion protection" to definition.deletionProtection,
            )
        val indexes = section("Indexes", table.indexes.associate { it.definition.name to describe(it) })
        return StateView(
            title = table.name,
            kind = "table",
            sections = listOf(about, indexes, section("Tags", definition.tags)),
            table = items(table, path, page),
        )
    }

    private fun items(
        table: Table,
        path: List<String>,
        page: PageRequest,
    ): StateTable {
        val after = page.after?.let { table.keys.of(requireNotNull(keyOf(table, it)) { "No page begins after $it" }) }
        val rest = table.rows.between(after, null).asSequence().map { it.value }
        val slice = page.slice(rest.filter { page.admits(it) }) { DynamoDbJson.text(table.keys.partOf(it.attributes)) }
        val keys = table.keys.all.map { it.name }
        val common = slice.entries.flatMap { it.attributes.keys }.groupingBy { it }.eachCount()
        val others = (common - keys.toSet()).entries.sortedWith(compareBy({ -it.value }, { it.key })).map { it.key }
        val columns = keys + others.take(COLUMNS - keys.size)
        val rows =
            slice.entries.map { item ->
                val cells = columns.map { name -> cell(item.attributes[name]?.let { DynamoDbJson.plain(it) }) }
                StateRow(path + DynamoDbJson.text(table.keys.partOf(item.attributes)), cells)
            }
        val total = table.rows.size.toLong()
        return StateTable("Items", columns.map { StateColumn(it) }, rows, slice.next, total, "a value contains")
    }

    private fun item(
        table: Table,
        path: List<String>,
    ): StateView? {
        val key = keyOf(table, path.last()) ?: return null
        val item = table[table.keys.of(key)] ?: return null
        return StateView(
            title = key.values.joinToString(" · ") { DynamoDbJson.plain(it) },
            kind = "item",
            trail = listOf(StateLink(table.name, path.dropLast(1))),
            sections = listOf(section("Item", "Size in bytes" to item.size, "Attributes" to item.attributes.size)),
            text = DynamoDbJson.text(item.attributes),
        )
    }

    private fun PageRequest.admits(item: Item) =
        filter.isEmpty() || item.attributes.values.any { admits(DynamoDbJson.plain(it)) }

    /** The key in [json], or null when it is none of [table]'s. */
    private fun keyOf(
        table: Table,
        json: String,
    ) = DynamoDbJson.keyOrNull(json)?.takeIf { key ->
        key.size == table.keys.all.size && table.keys.all.all { key[it.name]?.type == it.type }
    }

    private fun describe(keys: KeyNames): String = keys.all.joinToString(", ") { "${it.name} (${it.type})" }

    private fun describe(index: Index): String {
        val kind = if (index.definition.global) "global" else "local"
        val projection = index.definition.projection.projectionType
        return "$kind, ${describe(index.keys)}, projects $projection, ${index.rows.size} items"
    }
}
