package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.Wording
import io.mockaws.services.dynamodb.expression.Expressions
import io.mockaws.services.dynamodb.expression.ParameterStyles
import io.mockaws.services.dynamodb.expression.Update
import io.mockaws.services.dynamodb.table.Item
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.WriteCondition
import io.mockaws.services.dynamodb.table.Written
import io.mockaws.services.dynamodb.table.checkItem
import io.mockaws.services.dynamodb.table.checkNoEmptyKeys
import io.mockaws.services.dynamodb.table.deleteItem
import io.mockaws.services.dynamodb.table.existing
import io.mockaws.services.dynamodb.table.itemOf
import io.mockaws.services.dynamodb.table.putItem
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.table.updateItem
import io.mockaws.services.dynamodb.value.Attributes
import kotlinx.serialization.Serializable

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItem.html */
@Serializable
internal data class TransactWriteItem(
    val conditionCheck: TransactKeyAction? = null,
    val put: TransactPut? = null,
    val delete: TransactKeyAction? = null,
    val update: TransactUpdate? = null,
) {
    val actions: Int get() = listOfNotNull(conditionCheck, put, delete, update).size

    /** Of whichever action it has. */
    val tableName: String?
        get() = conditionCheck?.tableName ?: put?.tableName ?: delete?.tableName ?: update?.tableName

    fun check(
        constraints: Constraints,
        at: String,
    ) {
        conditionCheck?.let {
            checkAction(constraints, "$at.conditionCheck", it.tableName, "key", it.key)
            constraints.required("$at.conditionCheck.conditionExpression", it.conditionExpression)
        }
        put?.let { checkAction(constraints, "$at.put", it.tableName, "item", it.item) }
        delete?.let { checkAction(constraints, "$at.delete", it.tableName, "key", it.key) }
        update?.let {
            checkAction(constraints, "$at.update", it.tableName, "key", it.key)
            constraints.required("$at.update.updateExpression", it.updateExpression)
        }
    }

    private fun checkAction(
        constraints: Constraints,
        at: String,
        tableName: String?,
        member: String,
        value: Attributes?,
    ) {
        constraints.required("$at.tableName", tableName)
        constraints.name("$at.tableName", tableName)
        constraints.required("$at.$member", value)
    }

    /** Reads the expressions; what is wrong with them fails the request, not the transaction. */
    fun bind(call: CallContext<DynamoDbState>): BoundTransactWrite {
        fun table(name: String?) = call.tableName(name!!)
        conditionCheck?.let {
            return it.bind(table(it.tableName)) { key, condition -> checkItem(table(it.tableName), key, condition) }
        }
        delete?.let {
            return it.bind(table(it.tableName)) { key, condition -> deleteItem(table(it.tableName), key, condition) }
        }
        put?.let { action ->
            Constraints.checkValues(action.item, Wording.OLDER)
            val item = itemOf(action.item!!)
            val condition = action.condition()
            return BoundTransactWrite(table(action.tableName), action.item) {
                putItem(table(action.tableName), item, condition)
            }
        }
        return update!!.bind(table(update.tableName))
    }
}

@Serializable
internal data class TransactPut(
    val item: Attributes? = null,
    val tableName: String? = null,
    val conditionExpression: String? = null,
    val expressionAttributeNames: Map<String, String>? = null,
    val expressionAttributeValues: Attributes? = null,
    val returnValuesOnConditionCheckFailure: String? = null,
) {
    fun condition(): WriteCondition =
        conditionOf(
            conditionExpression,
            expressionAttributeNames,
            expressionAttributeValues,
            returnValuesOnConditionCheckFailure
        )
}

/** `Delete` and `ConditionCheck`. */
@Serializable
internal data class TransactKeyAction(
    val key: Attributes? = null,
    val tableName: String? = null,
    val conditionExpression: String? = null,
    val expressionAttributeNames: Map<String, String>? = null,
    val expressionAttributeValues: Attributes? = null,
    val returnValuesOnConditionCheckFailure: String? = null,
) {
    fun bind(
        table: String,
        run: DynamoDbState.Writer.(Attributes, WriteCondition) -> Written,
    ): BoundTransactWrite {
        Constraints.checkValues(key, Wording.OLDER)
        val condition =
            conditionOf(
                conditionExpression,
                expressionAttributeNames,
                expressionAttributeValues,
                returnValuesOnConditionCheckFailure
            )
        return BoundTransactWrite(table, key!!) { run(key, condition) }
    }
}

@Serializable
internal data class TransactUpdate(
    val key: Attributes? = null,
    val updateExpression: String? = null,
    val tableName: String? = null,
    val conditionExpression: String? = null,
    val expressionAttributeNames: Map<String, String>? = null,
    val expressionAttributeValues: Attributes? = null,
    val returnValuesOnConditionCheckFailure: String? = null,
) {
    fun bind(table: String): BoundTransactWrite {
        Constraints.checkValues(key, Wording.OLDER)
        val expressions = Expressions(expressionAttributeNames, expressionAttributeValues, Wording.OLDER)
        expressions.checkPlaceholders()
        val update: Update? = expressions.update(updateExpression)
        val predicate = expressions.condition(conditionExpression)
        expressions.checkAllUsed()
        val condition = WriteCondition(predicate, returnValuesOnConditionCheckFailure)
        return BoundTransactWrite(table, key!!) { updateItem(table, key, update, condition) }
    }
}

/** One action that is ready to run, and the item that it is about. */
internal class BoundTransactWrite(
    private val tableName: String,
    private val attributes: Attributes,
    private val action: DynamoDbState.Writer.() -> Written,
) {
    fun run(writer: DynamoDbState.Writer): Written = writer.action()

    /** The table, and the item as it is now, or null. */
    fun current(tables: Map<String, Table>): Pair<Table, Item?> {
        val table = tables.existing(tableName)
        return table to table[table.keys.of(attributes)]
    }

    /** The table and the values of the item's key in it, as far as they are there. */
    fun target(writer: DynamoDbState.Writer): Pair<String, Attributes> {
        val table: Table = writer.tables.existing(tableName)
        table.checkNoEmptyKeys(attributes)
        return tableName to attributes.filterKeys { name -> table.keys.all.any { it.name == name } }
    }
}

private fun conditionOf(
    expression: String?,
    names: Map<String, String>?,
    values: Attributes?,
    returnValues: String?,
): WriteCondition {
    ParameterStyles(names, values).modern("ConditionExpression", expression).check()
    val expressions = Expressions(names, values, Wording.OLDER)
    expressions.checkPlaceholders()
    val predicate = expressions.condition(expression)
    expressions.checkAllUsed()
    return WriteCondition(predicate, returnValues)
}
