package io.mockaws.services.dynamodb.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.FailedItem
import io.mockaws.services.dynamodb.partiql.PartiQlFaults
import io.mockaws.services.dynamodb.partiql.Selection
import io.mockaws.services.dynamodb.partiql.SingleRead
import io.mockaws.services.dynamodb.partiql.Statement
import io.mockaws.services.dynamodb.partiql.StatementParser
import io.mockaws.services.dynamodb.partiql.Values
import io.mockaws.services.dynamodb.partiql.WriteBinder
import io.mockaws.services.dynamodb.table.ConsumedCapacity
import io.mockaws.services.dynamodb.table.Consumption
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class BatchExecuteStatementRequest(
    val statements: List<BatchStatementRequest>? = null,
    val returnConsumedCapacity: String? = null,
)

@Serializable
internal data class BatchStatementRequest(
    val statement: String? = null,
    val parameters: List<AttributeValue>? = null,
    val consistentRead: Boolean? = null,
    val returnValuesOnConditionCheckFailure: String? = null,
)

@Serializable
internal data class BatchExecuteStatementResponse(
    val responses: List<BatchStatementResponse>,
    val consumedCapacity: List<ConsumedCapacity>? = null,
)

@Serializable
internal data class BatchStatementResponse(
    val error: BatchStatementError? = null,
    val tableName: String? = null,
    val item: Attributes? = null,
)

@Serializable
internal data class BatchStatementError(
    val code: String,
    val message: String?,
    val item: Attributes? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html */
internal fun batchExecuteStatement(
    request: BatchExecuteStatementRequest,
    call: CallContext<DynamoDbState>,
): BatchExecuteStatementResponse {
    checkMembers(request)
    val prepared = request.statements!!.map { orError { prepare(it, call) } }
    val kinds = prepared.mapNotNull { it.getOrNull()?.isRead }.distinct()
    if (kinds.size > 1) {
        throw PartiQlFaults.readsAndWrites("BatchExecuteStatement")
    }
    val consumed = ArrayList<ConsumedCapacity>()
    val responses =
        prepared.map { each ->
            val statement = each.getOrElse { return@map BatchStatementResponse(errorOf(it)) }
            val done = orError { statement.run() }
            done.getOrNull()?.consumption?.report(request.returnConsumedCapacity)?.let { consumed += it }
            BatchStatementResponse(
                done.exceptionOrNull()?.let { errorOf(it) },
                statement.tableName,
                done.getOrNull()?.item,
            )
        }
    return BatchExecuteStatementResponse(responses, consumed.ifEmpty { null })
}

/** A statement that can run. One that cannot tells no table in its answer. */
private class PreparedStatement(
    val isRead: Boolean,
    val tableName: String,
    val run: () -> Done,
)

private class Done(
    val item: Attributes?,
    val consumption: Consumption,
)

private fun prepare(
    request: BatchStatementRequest,
    call: CallContext<DynamoDbState>,
): PreparedStatement {
    Values.check(request.parameters)
    val statement = StatementParser.parse(request.statement!!)
    val values = Values.of(statement, request.parameters)
    return when (statement) {
        is Statement.Select -> {
            val table = call.table(statement)
            Selection.checkIndex(statement.from.index, table, consistent = false)
            val read = SingleRead(statement, values, table, "BatchExecuteStatement")
            val key = read.key()
            PreparedStatement(isRead = true, table.name) {
                val item = call.state.tables()[table.name]?.get(key)
                val consumption = Consumption(table).read(item?.size?.toLong() ?: 0, request.consistentRead == true)
                Done(read.row(item), consumption)
            }
        }

        is Statement.Write -> {
            val table = call.table(statement)
            val bound = WriteBinder(table, values, request.returnValuesOnConditionCheckFailure).of(statement)
            PreparedStatement(isRead = false, table.name) {
                val written = call.write { bound.write.run(this) }
                Done(bound.returned(written), written.consumption())
            }
        }

        is Statement.Exists ->
            throw PartiQlFaults.existsOutsideOfTransaction()
    }
}

private fun <T> orError(action: () -> T): Result<T> =
    try {
        Result.success(action())
    } catch (fault: AwsFault) {
        Result.failure(fault)
    }

private fun errorOf(failure: Throwable): BatchStatementError {
    val error = (failure as AwsFault).error
    val code = if (error.code == "ValidationException") "ValidationError" else error.code.removeSuffix("Exception")
    return BatchStatementError(code, error.message, (error.detail?.value as? FailedItem)?.item)
}

private fun checkMembers(request: BatchExecuteStatementRequest) {
    val constraints = Constraints()
    constraints.returnConsumedCapacity(request.returnConsumedCapacity)
    constraints.required("statements", request.statements)
    constraints.length("statements", request.statements, 1..DynamoDbLimits.BATCH_STATEMENTS)
    request.statements?.forEachIndexed { i, each ->
        val at = "statements.${i + 1}.member"
        constraints.statement("$at.statement", each.statement)
        constraints.parameters("$at.parameters", each.parameters)
        constraints.returnValuesOnConditionCheckFailure(each.returnValuesOnConditionCheckFailure, "$at.")
    }
    constraints.check()
}
