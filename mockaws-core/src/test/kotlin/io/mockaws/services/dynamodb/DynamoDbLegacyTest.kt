package io.mockaws.services.dynamodb

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import software.amazon.awssdk.core.SdkBytes
import software.amazon.awssdk.services.dynamodb.model.AttributeAction
import software.amazon.awssdk.services.dynamodb.model.AttributeValue
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator
import software.amazon.awssdk.services.dynamodb.model.Condition
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException
import software.amazon.awssdk.services.dynamodb.model.ConditionalOperator
import software.amazon.awssdk.services.dynamodb.model.ExpectedAttributeValue

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html */
class DynamoDbLegacyTest : DynamoDbContract() {
    private val item = mapOf("id" to s("a"), "text" to s("hello"), "set" to AttributeValue.fromNs(listOf("1", "2")))
    private val invalid = "One or more parameter values were invalid:"

    @BeforeEach
    fun make() {
        aws.dynamoDb.table("things", partitionKey = "id")
        client.putItem { it.tableName("things").item(item) }
    }

    private fun condition(
        operator: ComparisonOperator,
        vararg values: AttributeValue,
    ) = Condition.builder().comparisonOperator(operator).attributeValueList(*values).build()

    private fun putExpecting(
        attribute: String,
        operator: ComparisonOperator,
        vararg values: AttributeValue,
    ) = client.putItem {
        val expected = ExpectedAttributeValue.builder().comparisonOperator(operator).attributeValueList(*values).build()
        it.tableName("things").item(item).expected(mapOf(attribute to expected))
    }

    private fun scanned(
        attribute: String,
        operator: ComparisonOperator,
        vararg values: AttributeValue,
    ) = client.scan { it.tableName("things").scanFilter(mapOf(attribute to condition(operator, *values))) }.count()

    @Test
    fun `what is not there is not equal to anything`() {
        putExpecting("nowhere", ComparisonOperator.NE, n(1))
        putExpecting("text", ComparisonOperator.NE, n(1))
        shouldThrow<ConditionalCheckFailedException> { putExpecting("text", ComparisonOperator.NE, s("hello")) }
        scanned("nowhere", ComparisonOperator.NE, s("a")) shouldBe 1
        // Yet it is not without anything either, as Alternator's authors found at AWS (test/alternator/test_expected.py).
        scanned("nowhere", ComparisonOperator.NOT_CONTAINS, s("a")) shouldBe 0
        shouldThrow<ConditionalCheckFailedException> { putExpecting("nowhere", ComparisonOperator.NOT_CONTAINS, n(1)) }
        scanned("text", ComparisonOperator.NE, s("hello")) shouldBe 0
        client.scan { it.tableName("things").filterExpression("nowhere <> elsewhere") }.count() shouldBe 1
    }

    @Test
    fun `operators take values of some types alone`() {
        val list = AttributeValue.fromL(listOf(s("a")))
        val set = AttributeValue.fromSs(listOf("a"))
        val others = mapOf("L" to list, "SS" to set, "BOOL" to AttributeValue.fromBool(true), "M" to AttributeValue.fromM(emptyMap()))
        val ofScalars = listOf("CONTAINS", "NOT_CONTAINS", "IN", "LT", "GE").associateWith { others }
        for ((operator, values) in ofScalars + ("BEGINS_WITH" to others + ("N" to n(1)))) {
            for ((type, value) in values) {
                val problem = "$invalid ComparisonOperator $operator is not valid for $type AttributeValue type"
                validation("1 validation error detected: $problem") { putExpecting("text", ComparisonOperator.valueOf(operator), value) }
                validation(problem) { scanned("text", ComparisonOperator.valueOf(operator), value) }
            }
        }
        putExpecting("set", ComparisonOperator.CONTAINS, n(2))
        putExpecting("text", ComparisonOperator.IN, s("a"), s("hello"))
        putExpecting("text", ComparisonOperator.BEGINS_WITH, s("he"))
        scanned("text", ComparisonOperator.NOT_CONTAINS, AttributeValue.fromB(SdkBytes.fromUtf8String("x"))) shouldBe 1
    }

    /** The words were captured at AWS in July 2026: https://github.com/ExtendDB/extenddb/pull/213 */
    @Test
    fun `an operator between conditions needs two of them`() {
        val none = "ConditionalOperator cannot be used without Filter or Expected"
        val one = "ConditionalOperator can only be used when Filter or Expected has two or more elements"
        val text = condition(ComparisonOperator.EQ, s("hello"))
        val id = condition(ComparisonOperator.EQ, s("a"))
        fun scan(vararg filter: Pair<String, Condition>) =
            client.scan { it.tableName("things").conditionalOperator(ConditionalOperator.OR).scanFilter(mapOf(*filter)) }
        validation(none) { client.scan { it.tableName("things").conditionalOperator(ConditionalOperator.AND) } }
        validation(none) { scan() }
        validation(one) { scan("text" to text) }
        scan("text" to text, "nowhere" to text).count() shouldBe 1
        validation(none) {
            client.query { it.tableName("things").conditionalOperator("OR").keyConditions(mapOf("id" to id)) }
        }
        validation(one) {
            client.query {
                it.tableName("things").conditionalOperator("OR").keyConditions(mapOf("id" to id)).queryFilter(mapOf("text" to text))
            }
        }
        val oneError = "1 validation error detected: "
        validation(oneError + none) { client.putItem { it.tableName("things").item(item).conditionalOperator("AND") } }
        validation(oneError + none) {
            client.deleteItem { it.tableName("things").key(mapOf("id" to s("a"))).conditionalOperator("AND").expected(emptyMap()) }
        }
        validation(oneError + one) {
            client.updateItem {
                val there = ExpectedAttributeValue.builder().exists(true).value(s("hello")).build()
                it.tableName("things").key(mapOf("id" to s("a"))).conditionalOperator("OR").expected(mapOf("text" to there))
            }
        }
    }

    /** As dynalite's tests have it, which were run at AWS. */
    @Test
    fun `what is added to or taken from an attribute has its type`() {
        val wrong = AttributeValue.fromSs(listOf("1"))
        for (action in listOf(AttributeAction.ADD, AttributeAction.DELETE)) {
            val update = AttributeValueUpdate.builder().action(action).value(wrong).build()
            validation("Type mismatch for attribute to update") {
                client.updateItem { it.tableName("things").key(mapOf("id" to s("a"))).attributeUpdates(mapOf("set" to update)) }
            }
        }
    }
}
