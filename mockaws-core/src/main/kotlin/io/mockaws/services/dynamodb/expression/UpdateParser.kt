package io.mockaws.services.dynamodb.expression

import io.mockaws.services.dynamodb.expression.Token.Kind

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html */
internal class UpdateParser private constructor(
    source: String,
) : TokenReader(source, KEYWORDS) {
    private fun parse(): List<UpdateSection> {
        val sections = ArrayList<UpdateSection>(2)
        do sections += section() while (token.kind != Kind.END)
        return sections
    }

    private fun section(): UpdateSection {
        val keyword = if (token.kind == Kind.WORD) token.text.uppercase() else ""
        if (keyword !in KEYWORDS) syntaxError()
        at++
        val clauses = ArrayList<UpdateSection.Clause>()
        do clauses += clause(keyword) while (take(","))
        return UpdateSection(keyword, clauses)
    }

    private fun clause(keyword: String): UpdateSection.Clause {
        val path = path()
        return when (keyword) {
            "SET" -> {
                expect("=")
                UpdateSection.Clause(path, value())
            }

            "REMOVE" -> UpdateSection.Clause(path, null)

            else -> {
                if (token.kind != Kind.VALUE_PLACEHOLDER) syntaxError()
                UpdateSection.Clause(path, simpleOperand())
            }
        }
    }

    private fun value(): Syntax.Operand {
        val left = if (take("(")) nested { value() }.also { expect(")") } else simpleOperand()
        if (!token.isSymbol("+") && !token.isSymbol("-")) return left
        val operator = token.text
        at++
        return Syntax.Arithmetic(operator, left, operand())
    }

    override fun operand(): Syntax.Operand =
        if (take("(")) nested { value() }.also { expect(")") } else simpleOperand()

    companion object {
        private val KEYWORDS = setOf("SET", "REMOVE", "ADD", "DELETE")

        fun parse(source: String): List<UpdateSection> = UpdateParser(source).parse()
    }
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html */
internal class ProjectionParser private constructor(
    source: String,
) : TokenReader(source, emptySet()) {
    private fun parse(): List<Syntax.Path> {
        val paths = ArrayList<Syntax.Path>()
        do paths += path() while (take(","))
        expectEnd()
        return paths
    }

    override fun operand(): Syntax.Operand = simpleOperand()

    companion object {
        fun parse(source: String): List<Syntax.Path> = ProjectionParser(source).parse()
    }
}
