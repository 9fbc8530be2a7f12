package io.mockaws.services.dynamodb.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.CancellationReason
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.TransactionToken
import io.mockaws.services.dynamodb.partiql.PartiQlFaults
import io.mockaws.services.dynamodb.partiql.SingleRead
import io.mockaws.services.dynamodb.partiql.Statement
import io.mockaws.services.dynamodb.partiql.StatementParser
import io.mockaws.services.dynamodb.partiql.Values
import io.mockaws.services.dynamodb.partiql.WriteBinder
import io.mockaws.services.dynamodb.table.ConsumedCapacity
import io.mockaws.services.dynamodb.table.Consumption
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class ExecuteTransactionRequest(
    val transactStatements: List<ParameterizedStatement>? = null,
    val clientRequestToken: String? = null,
    val returnConsumedCapacity: String? = null,
)

@Serializable
internal data class ParameterizedStatement(
    val statement: String? = null,
    val parameters: List<AttributeValue>? = null,
    val returnValuesOnConditionCheckFailure: String? = null,
)

@Serializable
internal data class ExecuteTransactionResponse(
    val responses: List<ItemResponse>,
    val consumedCapacity: List<ConsumedCapacity>? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html */
internal fun executeTransaction(
    request: ExecuteTransactionRequest,
    call: CallContext<DynamoDbState>,
): ExecuteTransactionResponse {
    checkMembers(request)
    val requests = request.transactStatements!!
    requests.forEach { Values.check(it.parameters) }
    val statements = requests.mapIndexed { i, each -> numbered(i) { StatementParser.parse(each.statement!!) } }
    if (statements.map { it is Statement.Select }.distinct().size > 1) {
        throw PartiQlFaults.readsAndWrites("ExecuteTransaction")
    }
    return if (statements[0] is Statement.Select) {
        read(request, statements.map { it as Statement.Select }, call)
    } else {
        write(request, statements, call)
    }
}

private fun read(
    request: ExecuteTransactionRequest,
    statements: List<Statement.Select>,
    call: CallContext<DynamoDbState>,
): ExecuteTransactionResponse {
    val reads =
        bind(statements) { i, select ->
            val table = call.table(select)
            if (select.from.index != null) {
                throw PartiQlFaults.indexInTransaction()
            }
            SingleRead(
                select,
                Values.of(select, request.transactStatements!![i].parameters),
                table,
                "ExecuteTransaction"
            )
        }
    val keys = reads.map { keyOrReason { it.key() } }
    if (keys.any { it.isFailure }) {
        throw DynamoDbFaults.transactionCanceled(keys.map { it.fold({ CancellationReason("None") }, ::reasonOf) })
    }
    val targets = reads.zip(keys) { read, key -> read.table.name to key.getOrThrow().let { it.partition to it.sort } }
    if (targets.toSet().size < targets.size) throw DynamoDbFaults.multipleOperations()
    val consumed = LinkedHashMap<String, Consumption>()
    var bytes = 0L
    val responses =
        reads.zip(keys) { read, key ->
            val item = read.table[key.getOrThrow()]
            val size = item?.size?.toLong() ?: 0
            bytes += size
            consumed.getOrPut(read.table.name) { Consumption(read.table) }.read(size, consistent = true, factor = 2)
            ItemResponse(read.row(item))
        }
    if (bytes > DynamoDbLimits.TRANSACTION_BYTES) throw DynamoDbFaults.transactionTooLarge()
    return ExecuteTransactionResponse(responses, reported(request, consumed))
}

private fun write(
    request: ExecuteTransactionRequest,
    statements: List<Statement>,
    call: CallContext<DynamoDbState>,
): ExecuteTransactionResponse {
    val writes =
        bind(statements) { i, statement ->
            val table = call.table(statement)
            if ((statement as? Statement.Write)?.returning != null) {
                throw DynamoDbFaults.validation("RETURNING clause is not supported in ExecuteTransaction.")
            }
            val each = request.transactStatements!![i]
            val values = Values.of(statement, each.parameters)
            WriteBinder(
                table,
                values,
                each.returnValuesOnConditionCheckFailure,
                inTransaction = true
            ).of(statement).write
        }
    val remembered = TransactionToken(call.now(), statements = request.transactStatements!!)
    val written = call.write { transact(writes, request.clientRequestToken, remembered) }
    val consumed =
        if (written == null) {
            reported(request, repeated(writes, call))
        } else {
            consumedBy(written, request.returnConsumedCapacity)
        }
    return ExecuteTransactionResponse(emptyList(), consumed)
}

/** A transaction that has run before takes what reading its items takes. */
private fun repeated(
    writes: List<BoundTransactWrite>,
    call: CallContext<DynamoDbState>,
): Map<String, Consumption> {
    val consumed = LinkedHashMap<String, Consumption>()
    for ((table, item) in writes.map { it.current(call.state.tables()) }) {
        consumed
            .getOrPut(table.name) { Consumption(table) }
            .read(item?.size?.toLong() ?: 0, consistent = true, factor = 2)
    }
    return consumed
}

private fun reported(
    request: ExecuteTransactionRequest,
    consumed: Map<String, Consumption>,
): List<ConsumedCapacity>? =
    consumed.values
        .mapNotNull { it.report(request.returnConsumedCapacity, Consumption.Transactional.READ) }
        .ifEmpty { null }

/** A statement that is none fails the request; only then a table that is not there cancels the transaction. */
private fun <S, B> bind(
    statements: List<S>,
    binding: (Int, S) -> B,
): List<B> {
    val bound =
        statements.mapIndexed { i, statement ->
            try {
                Result.success(numbered(i) { binding(i, statement) })
            } catch (fault: AwsFault) {
                if (fault.error.code != "ResourceNotFoundException") throw fault
                Result.failure(fault)
            }
        }
    if (bound.none { it.isFailure }) return bound.map { it.getOrThrow() }
    throw DynamoDbFaults.transactionCanceled(
        bound.map { each ->
            val missing = each.exceptionOrNull() as AwsFault? ?: return@map CancellationReason("None")
            CancellationReason("ResourceNotFound", missing.error.message)
        },
    )
}

private fun <T> numbered(
    number: Int,
    action: () -> T,
): T =
    try {
        action()
    } catch (fault: AwsFault) {
        if (fault.error.code != "ValidationException") throw fault
        throw DynamoDbFaults.validation("Validation failed in TransactStatements[$number]: ${fault.error.message}")
    }

private fun checkMembers(request: ExecuteTransactionRequest) {
    val constraints = Constraints()
    constraints.returnConsumedCapacity(request.returnConsumedCapacity)
    constraints.required("transactStatements", request.transactStatements)
    constraints.length("transactStatements", request.transactStatements, 1..DynamoDbLimits.TRANSACTION_ITEMS)
    constraints.length("clientRequestToken", request.clientRequestToken, 1..DynamoDbLimits.TOKEN_LENGTH)
    request.transactStatements?.forEachIndexed { i, each ->
        val at = "transactStatements.${i + 1}.member"
        constraints.statement("$at.statement", each.statement)
        constraints.parameters("$at.parameters", each.parameters)
        constraints.returnValuesOnConditionCheckFailure(each.returnValuesOnConditionCheckFailure, "$at.")
    }
    constraints.check()
}
