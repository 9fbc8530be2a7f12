package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.expression.Update
import io.mockaws.services.dynamodb.op.BoundTransactWrite
import io.mockaws.services.dynamodb.op.returned
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.WriteCondition
import io.mockaws.services.dynamodb.table.Written
import io.mockaws.services.dynamodb.table.checkItem
import io.mockaws.services.dynamodb.table.deleteItem
import io.mockaws.services.dynamodb.table.itemOf
import io.mockaws.services.dynamodb.table.keyOfItem
import io.mockaws.services.dynamodb.table.putItem
import io.mockaws.services.dynamodb.table.updateItem
import io.mockaws.services.dynamodb.value.Attributes

/** A statement that writes, or checks, one item, ready to run. */
internal class BoundWrite(
    val write: BoundTransactWrite,
    private val update: Update?,
    private val returning: Returning?,
) {
    fun returned(written: Written): Attributes? = returned(written, update, returning?.returnValues)
}

/** Makes writes of statements about [table]. */
internal class WriteBinder(
    private val table: Table,
    private val values: Values,
    /** `ReturnValuesOnConditionCheckFailure` */
    private val onFailure: String?,
    /** In a transaction a `WHERE` without the whole key cancels it rather than being no statement. */
    private val inTransaction: Boolean = false,
) {
    private val name = table.name

    fun of(statement: Statement): BoundWrite =
        when (statement) {
            is Statement.Insert -> insert(statement)
            is Statement.Update -> update(statement)
            is Statement.Delete -> delete(statement)
            is Statement.Exists -> exists(statement)
            is Statement.Select -> error("A SELECT writes nothing")
        }

    private fun insert(statement: Statement.Insert): BoundWrite {
        if (statement.returning != null) {
            throw DynamoDbFaults.validation("RETURNING clause is not supported in INSERT statements.")
        }
        val item = itemOf(values.attributes(statement.value))
        val write =
            BoundTransactWrite(name, item.attributes) {
                val table = tables.getValue(name)
                if (table[table.keyOfItem(item.attributes)] != null) throw DynamoDbFaults.duplicateItem()
                putItem(name, item, WriteCondition.NONE)
            }
        return BoundWrite(write, update = null, returning = null)
    }

    private fun update(statement: Statement.Update): BoundWrite {
        val key = key(statement.where)
        val update = Updates(values).of(statement.clauses)
        val rest = key.rest
        val condition = WriteCondition({ it.isNotEmpty() && (rest == null || rest.test(it)) }, onFailure)
        val write = keyed(key) { updateItem(name, key.attributes, update, condition) }
        return BoundWrite(write, update, statement.returning)
    }

    private fun delete(statement: Statement.Delete): BoundWrite {
        if (statement.returning != null && statement.returning != Returning.ALL_OLD) {
            throw DynamoDbFaults.validation(
                "Invalid returning clause: ${statement.returning}. " +
                    "Only RETURNING ALL OLD * is allowed in DELETE statements.",
            )
        }
        val key = key(statement.where)
        val rest = key.rest
        // An item that is not there is deleted already, whatever is asked of it.
        val condition = WriteCondition({ it.isEmpty() || rest == null || rest.test(it) }, onFailure)
        val write = keyed(key) { deleteItem(name, key.attributes, condition) }
        return BoundWrite(write, update = null, statement.returning)
    }

    private fun exists(statement: Statement.Exists): BoundWrite {
        val select = statement.select
        if (select.from.index != null) {
            throw PartiQlFaults.indexInTransaction()
        }
        val key = KeyEqualities.of(select.where?.let { Conditions(values).of(it) }, table.keys)
        val rest = key.rest.takeIf { key.isComplete }
            ?: throw DynamoDbFaults.validation("EXISTS() must contain a single item read with additional condition")
        val condition = WriteCondition({ it.isNotEmpty() && rest.test(it) }, onFailure)
        return BoundWrite(
            BoundTransactWrite(name, key.attributes) {
                checkItem(name, key.attributes, condition)
            },
            null,
            null
        )
    }

    private fun key(where: Expression?): KeyEqualities {
        val key = KeyEqualities.of(where?.let { Conditions(values).of(it) }, table.keys)
        if (inTransaction) return key
        if (!key.isComplete) throw PartiQlFaults.incompleteKey()
        key.contradicted?.let { throw PartiQlFaults.severalValuesOf(it) }
        return key
    }

    private fun keyed(
        key: KeyEqualities,
        run: DynamoDbState.Writer.() -> Written,
    ): BoundTransactWrite =
        if (!key.isComplete || key.contradicted != null) {
            BoundTransactWrite(name, emptyMap()) { throw DynamoDbFaults.keyMismatch() }
        } else {
            BoundTransactWrite(name, key.attributes, run)
        }
}
