package io.mockaws.services.dynamodb.op

import io.mockaws.engine.CallContext
import io.mockaws.services.dynamodb.Constraints
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.DynamoDbState
import io.mockaws.services.dynamodb.partiql.NextTokens
import io.mockaws.services.dynamodb.partiql.PartiQlFaults
import io.mockaws.services.dynamodb.partiql.Selection
import io.mockaws.services.dynamodb.partiql.Statement
import io.mockaws.services.dynamodb.partiql.StatementParser
import io.mockaws.services.dynamodb.partiql.Values
import io.mockaws.services.dynamodb.partiql.WriteBinder
import io.mockaws.services.dynamodb.table.ConsumedCapacity
import io.mockaws.services.dynamodb.table.Table
import io.mockaws.services.dynamodb.table.existing
import io.mockaws.services.dynamodb.table.tableName
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.write
import kotlinx.serialization.Serializable

@Serializable
internal data class ExecuteStatementRequest(
    val statement: String? = null,
    val parameters: List<AttributeValue>? = null,
    val consistentRead: Boolean? = null,
    val nextToken: String? = null,
    val returnConsumedCapacity: String? = null,
    val limit: Int? = null,
    val returnValuesOnConditionCheckFailure: String? = null,
)

@Serializable
internal data class ExecuteStatementResponse(
    val items: List<Attributes>,
    val nextToken: String? = null,
    val consumedCapacity: ConsumedCapacity? = null,
    val lastEvaluatedKey: Attributes? = null,
)

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html */
internal fun executeStatement(
    request: ExecuteStatementRequest,
    call: CallContext<DynamoDbState>,
): ExecuteStatementResponse {
    val constraints = Constraints()
    constraints.returnConsumedCapacity(request.returnConsumedCapacity)
    constraints.statement("statement", request.statement)
    constraints.parameters("parameters", request.parameters)
    constraints.atLeast("limit", request.limit, 1)
    constraints.returnValuesOnConditionCheckFailure(request.returnValuesOnConditionCheckFailure)
    constraints.check()
    Values.check(request.parameters)
    val statement = StatementParser.parse(request.statement!!)
    val values = Values.of(statement, request.parameters)
    return when (statement) {
        is Statement.Select -> read(request, statement, values, call.table(statement))

        is Statement.Write -> write(request, statement, values, call)

        is Statement.Exists ->
            throw PartiQlFaults.existsOutsideOfTransaction()
    }
}

private fun read(
    request: ExecuteStatementRequest,
    select: Statement.Select,
    values: Values,
    table: Table,
): ExecuteStatementResponse {
    val tokens = NextTokens(request.statement!!, request.parameters.orEmpty())
    val start = request.nextToken?.let { tokens.read(it) }
    val page = Selection(select, values, table, request.consistentRead == true).page(request.limit, start)
    return ExecuteStatementResponse(
        page.items,
        page.next?.let { tokens.of(it) },
        page.consumption.report(request.returnConsumedCapacity),
        page.next?.key,
    )
}

private fun write(
    request: ExecuteStatementRequest,
    statement: Statement.Write,
    values: Values,
    call: CallContext<DynamoDbState>,
): ExecuteStatementResponse {
    val table = call.table(statement)
    val bound = WriteBinder(table, values, request.returnValuesOnConditionCheckFailure).of(statement)
    val written = call.write { bound.write.run(this) }
    return ExecuteStatementResponse(
        listOfNotNull(bound.returned(written)),
        consumedCapacity = written.consumption().report(request.returnConsumedCapacity),
    )
}

/** @throws io.mockaws.engine.AwsFault when there is none of that name */
internal fun CallContext<DynamoDbState>.table(statement: Statement): Table {
    val source =
        when (statement) {
            is Statement.Select -> statement.from
            is Statement.Exists -> statement.select.from
            is Statement.Write -> statement.target
        }
    return state.tables().existing(tableName(source.table))
}

internal fun Constraints.statement(
    member: String,
    statement: String?,
) {
    required(member, statement)
    length(member, statement, 1..DynamoDbLimits.STATEMENT_LENGTH)
}

internal fun Constraints.parameters(
    member: String,
    parameters: List<AttributeValue>?,
) {
    length(member, parameters, 1..Int.MAX_VALUE)
}
