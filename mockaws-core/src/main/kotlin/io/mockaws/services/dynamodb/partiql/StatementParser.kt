package io.mockaws.services.dynamodb.partiql

import io.mockaws.engine.AwsFault
import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.partiql.StatementToken.Kind
import java.util.concurrent.ConcurrentHashMap

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.statements.html */
internal class StatementParser private constructor(
    source: String,
) : ExpressionParser(source) {
    private fun parse(): Statement {
        val statement = statement()
        take(";")
        if (token.kind != Kind.END) throw leftOver()
        return statement
    }

    private fun statement(): Statement =
        when {
            takeWord("SELECT") -> select()
            takeWord("INSERT") -> insert()
            takeWord("UPDATE") -> update()
            takeWord("DELETE") -> delete()
            takeWord("FROM") -> updateFrom()
            token.isKeyword("EXISTS") -> exists()
            else -> throw noStatement()
        }

    private fun leftOver() = malformed("Unexpected token after expression")

    private fun noStatement() = malformed("Expected data manipulation")

    private fun select(): Statement.Select {
        if (token.isKeyword("DISTINCT")) throw PartiQlFaults.unsupportedClause("DISTINCT", token.position)
        val columns = columns()
        if (!takeWord("FROM")) throw malformed("Expected FROM after SELECT list")
        if (token.kind !=
            Kind.NAME
        ) {
            throw if (token.kind == Kind.KEYWORD) unexpected() else malformed("Unexpected term")
        }
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

    private fun unexpected() = malformed(
        if (token.text in
            Keywords.OPERATORS
        ) {
            "Unexpected operator"
        } else {
            "Unexpected keyword"
        }
    )

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
            if (token.kind !=
                Kind.NAME
            ) {
                throw if (token.kind == Kind.KEYWORD) unexpected() else malformed("Unexpected term")
            }
            val attribute = path().elements.last().toString()
            val descending = takeWord("DESC")
            if (!descending) takeWord("ASC")
            order += Ordering(attribute, descending)
        } while (take(","))
        return order
    }

    private fun insert(): Statement.Insert {
        if (!takeWord("INTO")) throw malformed("Expected INTO")
        val path = simplePath()
        if (path.index != null) throw DynamoDbFaults.validation("FROM clause may only contain a single table name")
        if (!takeWord("VALUE")) {
            expression()
            throw leftOver()
        }
        val value = expression()
        return Statement.Insert(path, value, returning(), parameters)
    }

    private fun update(): Statement.Update {
        val target = simplePath()
        if (isAlias()) throw aliased()
        val clauses = clauses()
        val where = where()
        return Statement.Update(written(target), clauses, where, returning(), parameters)
    }

    /** `FROM t WHERE ... SET ...`, which AWS does not document and takes. */
    private fun updateFrom(): Statement.Update {
        val target = simplePath()
        val where = where()
        val clauses = clauses()
        return Statement.Update(written(target), clauses, where, returning(), parameters)
    }

    private fun clauses(): List<Clause> {
        val clauses = ArrayList<Clause>()
        while (true) {
            if (takeWord("SET")) {
                do clauses += assignment() while (take(","))
            } else if (takeWord("REMOVE")) {
                clauses += Clause(target(), null)
            } else {
                if (clauses.isEmpty()) throw noStatement()
                return clauses
            }
        }
    }

    private fun assignment(): Clause {
        val path = target()
        expect("=", "Expected = in SET")
        return Clause(path, expression())
    }

    private fun target(): Expression.Path {
        if (token.kind != Kind.NAME) throw noIdentifier()
        return path()
    }

    private fun delete(): Statement.Delete {
        if (!takeWord("FROM")) throw malformed("Expected FROM")
        val target = simplePath()
        if (isAlias()) throw aliased()
        return Statement.Delete(written(target), where(), returning(), parameters)
    }

    private fun exists(): Statement.Exists {
        advance()
        expect("(", "Expected (")
        if (!takeWord("SELECT")) throw malformed("Expected SELECT")
        val select = select()
        expect(")", "Expected )")
        return Statement.Exists(select, parameters)
    }

    private fun where(): Expression? = if (takeWord("WHERE")) expression() else null

    private fun returning(): Returning? {
        if (!takeWord("RETURNING")) return null
        val part = if (takeWord("MODIFIED")) {
            "MODIFIED"
        } else if (takeWord("ALL")) {
            "ALL"
        } else {
            null
        }
        val side = if (takeWord("OLD")) {
            "OLD"
        } else if (takeWord("NEW")) {
            "NEW"
        } else {
            null
        }
        if (part == null || side == null || !take("*")) throw malformed("Unexpected returning clause")
        return Returning.valueOf("${part}_$side")
    }

    private fun simplePath(): Source {
        if (token.kind != Kind.NAME) throw noIdentifier()
        return source()
    }

    private fun noIdentifier() = malformed("Expected identifier for simple path")

    private fun source(): Source {
        val names = path().elements.map { it.toString() }
        if (names.any { it.isEmpty() }) throw DynamoDbFaults.validation("Path component cannot be an empty string")
        if (names.size > 2) {
            throw DynamoDbFaults.validation("A path may contain at most 2 components in the FROM clause")
        }
        return Source(names[0], names.getOrNull(1))
    }

    private fun written(target: Source): Source {
        if (target.index != null) throw DynamoDbFaults.validation("This operation is not supported on an index")
        return target
    }

    private fun isAlias(): Boolean = token.isKeyword("AS") || token.kind == Kind.NAME

    private fun aliased(): AwsFault = DynamoDbFaults.validation("Aliasing is not supported")

    companion object {
        /** Programs have few statements; one that writes values into them by the thousand gains nothing from a cache. */
        private const val CACHED = 1000
        private val JOINS = setOf("JOIN", "INNER", "LEFT", "RIGHT", "CROSS", "FULL", "OUTER")
        private val statements = ConcurrentHashMap<String, Statement>()

        fun parse(source: String): Statement =
            statements[source] ?: StatementParser(source).parse().also {
                if (statements.size < CACHED) statements[source] = it
            }
    }
}
