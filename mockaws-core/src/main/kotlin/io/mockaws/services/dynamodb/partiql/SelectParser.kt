package io.mockaws.services.dynamodb.partiql

import io.mockaws.engine.AwsFault
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.partiql.StatementToken.Kind

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html */
internal abstract class SelectParser(
    source: String,
) : ExpressionParser(source) {
    protected fun select(): Statement.Select {
        if (token.isKeyword("DISTINCT")) throw PartiQlFaults.unsupportedClause("DISTINCT", token.position)
        val columns = columns()
        if (!takeWord("FROM")) throw malformed("Expected FROM after SELECT list")
        if (token.kind != Kind.NAME) throw outOfPlace()
        val from = source()
        if (isAlias()) throw aliased()
        if (token.isSymbol(",") || token.text in JOINS) throw PartiQlFaults.unsupportedClause("JOIN", token.position)
        val where = where()
        refuse("GROUP", "GROUP BY")
        refuse("HAVING", "HAVING")
        val order = if (takeWord("ORDER")) order() else emptyList()
        refuse("LIMIT", "LIMIT")
        return Statement.Select(columns, from, where, order, parameters)
    }

    private fun columns(): List<Expression>? {
        if (take("*")) return null
        val columns = ArrayList<Expression>()
        do {
            columns += expression()
            if (isAlias()) throw aliased()
        } while (take(","))
        return columns
    }

    private fun refuse(
        keyword: String,
        clause: String,
    ) {
        if (takeWord(keyword)) throw PartiQlFaults.unsupportedClause(clause, token.position)
    }

    private fun order(): List<Ordering> {
        if (!takeWord("BY")) throw malformed("Expected BY")
        val order = ArrayList<Ordering>()
        do {
            if (token.kind != Kind.NAME) throw outOfPlace()
            val attribute = path().elements.last().toString()
            val descending = takeWord("DESC")
            if (!descending) takeWord("ASC")
            order += Ordering(attribute, descending)
        } while (take(","))
        return order
    }

    protected fun source(): Source {
        val names = path().elements.map { it.toString() }
        if (names.any { it.isEmpty() }) throw DynamoDbFaults.validation("Path component cannot be an empty string")
        if (names.size > 2) {
            throw DynamoDbFaults.validation("A path may contain at most 2 components in the FROM clause")
        }
        return Source(names[0], names.getOrNull(1))
    }

    protected fun where(): Expression? = if (takeWord("WHERE")) expression() else null

    protected fun isAlias(): Boolean = token.isKeyword("AS") || token.kind == Kind.NAME

    protected fun aliased(): AwsFault = DynamoDbFaults.validation("Aliasing is not supported")

    private companion object {
        val JOINS = setOf("JOIN", "INNER", "LEFT", "RIGHT", "CROSS", "FULL", "OUTER")
    }
}
