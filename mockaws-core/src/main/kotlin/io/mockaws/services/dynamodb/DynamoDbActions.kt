package io.mockaws.services.dynamodb

import io.mockaws.engine.CallContext
import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.engine.settle
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.WriteCondition
import io.mockaws.services.dynamodb.table.deleteItem
import io.mockaws.services.dynamodb.table.itemOf
import io.mockaws.services.dynamodb.table.putItem
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.value.DynamoDbJson
import io.mockaws.state.StateAction
import io.mockaws.state.StateField
import io.mockaws.testing.Calls

// What people do with tables and items in the dashboard.

private val TYPES = listOf("S", "N", "B")

internal fun makeTable(world: World): StateAction {
    val fields =
        listOf(
            StateField("name", "Name"),
            StateField("partitionKey", "Partition key"),
            StateField("partitionKeyType", "Its type", "S", choices = TYPES),
            StateField("sortKey", "Sort key", isOptional = true),
            StateField("sortKeyType", "Its type", "S", choices = TYPES),
        )
    return StateAction("make", "Make a table", fields) { said ->
        val sortKey = said.getValue("sortKey").ifEmpty { null }
        val types = said.getValue("partitionKeyType") to said.getValue("sortKeyType")
        val fixture = DynamoDbFixture({ world.context(DynamoDbService) }) { Calls.NONE }
        fixture.table(said.getValue("name"), said.getValue("partitionKey"), sortKey, types.first, types.second)
        listOf(world.home.account, world.home.region, said.getValue("name"))
    }
}

internal fun tableActions(
    call: CallContext<DynamoDbState>,
    path: List<String>,
): List<StateAction> {
    val keys = call.state.tables().getValue(path.last()).keys.all
    val example = keys.joinToString(", ", "{", "}") { "\"${it.name}\": ${if (it.type.name == "N") "1" else "\"...\""}" }
    return listOf(putItem(call, path, "Put an item", example))
}

internal fun itemActions(
    call: CallContext<DynamoDbState>,
    path: List<String>,
): List<StateAction> {
    val table = call.state.tables().getValue(path[2])
    val key = DynamoDbJson.keyOrNull(path.last())!!
    val item = table[table.keys.of(key)]!!
    val delete =
        StateAction("delete", "Delete", loses = true) {
            call.write { deleteItem(table.name, key, WriteCondition.NONE) }
            call.settle()
            path.dropLast(1)
        }
    return listOf(putItem(call, path.dropLast(1), "Change", DynamoDbJson.text(item.attributes)), delete)
}

private fun putItem(
    call: CallContext<DynamoDbState>,
    path: List<String>,
    title: String,
    example: String,
) = StateAction("put", title, listOf(StateField("item", "Item, as JSON", example, isLong = true))) { said ->
    val item = itemOf(DynamoDbJson.attributesOf(said.getValue("item")))
    call.write { putItem(path.last(), item, WriteCondition.NONE) }
    call.settle()
    path + keyIn(call.state.tables().getValue(path.last()), item.attributes)
}

private fun keyIn(
    table: Table,
    attributes: Attributes,
) = DynamoDbJson.text(table.keys.partOf(attributes))
