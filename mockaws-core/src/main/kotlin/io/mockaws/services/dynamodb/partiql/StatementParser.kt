package io.mockaws.services.dynamodb.partiql

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.partiql.StatementToken.Kind
import java.util.concurrent.ConcurrentHashMap

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.statements.html */
internal class StatementParser private constructor(
    source: String,
) : SelectParser(source) {
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

    private fun insert(): Statement.Insert {
        if (!takeWord("INTO")) throw malformed("Expected INTO")
        val path = simplePath()
        if (path.index != null) throw DynamoDbFaults.validation("FROM clause may only contain a single table name")
        if (!takeWord("VALUE")) {
            // AWS reads it as a value first, and complains of what it cannot read.
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

    private fun returning(): Returning? {
        if (!takeWord("RETURNING")) return null
        val part = listOf("ALL", "MODIFIED").firstOrNull { takeWord(it) }
        val side = listOf("OLD", "NEW").firstOrNull { takeWord(it) }
        if (part == null || side == null || !take("*")) throw malformed("Unexpected returning clause")
        return Returning.valueOf("${part}_$side")
    }

    private fun simplePath(): Source {
        if (token.kind != Kind.NAME) throw noIdentifier()
        return source()
    }

    private fun noIdentifier() = malformed("Expected identifier for simple path")

    private fun written(target: Source): Source {
        if (target.index != null) throw DynamoDbFaults.validation("This operation is not supported on an index")
        return target
    }

    companion object {
        /** Programs have few statements; one that writes values into them by the thousand gains nothing from a cache. */
        private const val CACHED = 1000
        private val statements = ConcurrentHashMap<String, Statement>()

        fun parse(source: String): Statement =
            statements[source] ?: StatementParser(source).parse().also {
                if (statements.size < CACHED) statements[source] = it
            }
    }
}
