package io.mockaws.services.dynamodb.expression

import io.mockaws.services.dynamodb.DynamoDbFaults
import io.mockaws.services.dynamodb.DynamoDbLimits
import io.mockaws.services.dynamodb.Wording
import io.mockaws.services.dynamodb.value.AttributeValue
import io.mockaws.services.dynamodb.value.Attributes
import io.mockaws.services.dynamodb.value.nameProblem
import io.mockaws.services.dynamodb.value.utf8Length
import java.util.concurrent.ConcurrentHashMap

/** The expressions of one request with their names and values, read in AWS's order; every mistake is an AWS fault. */
internal class Expressions(
    private val names: Map<String, String>?,
    private val values: Attributes?,
    private val wording: Wording = Wording.CURRENT,
) {
    private val bindings by lazy(LazyThreadSafetyMode.NONE) { Bindings(names.orEmpty(), values.orEmpty()) }

    /** Checks the placeholders themselves; to be called before any expression is read. */
    fun checkPlaceholders() {
        if (names != null) {
            if (names.isEmpty()) throw DynamoDbFaults.validation("ExpressionAttributeNames must not be empty")
            checkKeys("ExpressionAttributeNames", '#', names.keys)
            for ((key, name) in names) {
                val problem = nameProblem(name) ?: continue
                throw DynamoDbFaults.validation(
                    "ExpressionAttributeNames contains invalid value: $problem for key $key"
                )
            }
        }
        if (values != null) {
            if (values.isEmpty()) throw DynamoDbFaults.validation("ExpressionAttributeValues must not be empty")
            checkKeys("ExpressionAttributeValues", ':', values.keys)
            for ((key, value) in values) {
                if (value !is AttributeValue.Invalid) continue
                val message = wording.of(value)
                throw DynamoDbFaults.validation(
                    if (wording == Wording.CURRENT) {
                        message
                    } else {
                        "ExpressionAttributeValues contains invalid value: $message for key $key"
                    },
                )
            }
        }
    }

    private fun checkKeys(
        parameter: String,
        sign: Char,
        keys: Set<String>,
    ) {
        for (key in keys) {
            val good =
                key.length > 1 && key[0] == sign &&
                    key.drop(1).all { it == '_' || it in '0'..'9' || it in 'a'..'z' || it in 'A'..'Z' }
            if (!good) throw DynamoDbFaults.validation("$parameter contains invalid key: Syntax error; key: \"$key\"")
        }
    }

    fun update(expression: String?): Update? =
        read("UpdateExpression", expression, updates, UpdateParser::parse) { UpdateBinder(bindings).bind(it) }

    fun condition(expression: String?): BoundCondition? = condition("ConditionExpression", expression)

    fun filter(expression: String?): BoundCondition? = condition("FilterExpression", expression)

    private fun condition(
        parameter: String,
        expression: String?,
    ): BoundCondition? = read(parameter, expression, conditions, ConditionParser::parse) {
        ConditionBinder(bindings).bind(it)
    }

    /** The condition on keys; what it says of keys is for [keyTerms] to find. */
    fun keyCondition(expression: String?): ConditionSyntax? =
        read("KeyConditionExpression", expression, conditions, ConditionParser::parse) {
            it.also { ConditionBinder(bindings).bind(it) }
        }

    fun keyTerms(condition: ConditionSyntax): Map<String, KeyTerm> =
        try {
            KeyConditionReader(bindings).read(condition)
        } catch (refused: KeyConditionRefused) {
            throw DynamoDbFaults.validation(refused.message)
        }

    fun projection(expression: String?): ProjectionTree? =
        read("ProjectionExpression", expression, projections, ProjectionParser::parse) { paths ->
            checkReserved(paths.asSequence())
            ProjectionTree(paths.map { bindings.path(it) }.also { checkPaths(it) })
        }

    /** To be called when all expressions are read. */
    fun checkAllUsed() {
        if (names == null && values == null) return
        try {
            bindings.checkAllUsed()
        } catch (invalid: InvalidExpression) {
            throw DynamoDbFaults.validation(invalid.message)
        }
    }

    private fun <S : Any, R : Any> read(
        parameter: String,
        expression: String?,
        cache: ConcurrentHashMap<String, S>,
        parse: (String) -> S,
        bind: (S) -> R,
    ): R? {
        if (expression == null) return null
        try {
            if (expression.isEmpty()) throw InvalidExpression("The expression can not be empty;")
            val syntax =
                cache[expression] ?: parsed(expression, parse).also { if (cache.size < CACHED) cache[expression] = it }
            return bind(syntax)
        } catch (invalid: InvalidExpression) {
            throw DynamoDbFaults.validation("Invalid $parameter: ${invalid.message}")
        }
    }

    private fun <S> parsed(
        expression: String,
        parse: (String) -> S,
    ): S {
        val size = utf8Length(expression)
        if (size > DynamoDbLimits.EXPRESSION_BYTES) {
            throw InvalidExpression("Expression size has exceeded the maximum allowed size; expression size: $size")
        }
        return parse(expression)
    }

    private companion object {
        /** Programs have few expressions; one that makes them up by the thousand gains nothing from a cache. */
        const val CACHED = 1000
        val conditions = ConcurrentHashMap<String, ConditionSyntax>()
        val updates = ConcurrentHashMap<String, List<UpdateSection>>()
        val projections = ConcurrentHashMap<String, List<Syntax.Path>>()
    }
}
