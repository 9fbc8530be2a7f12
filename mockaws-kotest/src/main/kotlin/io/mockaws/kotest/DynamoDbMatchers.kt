package io.mockaws.kotest

import io.kotest.matchers.Matcher
import io.kotest.matchers.should
import io.kotest.matchers.shouldNot
import io.mockaws.services.dynamodb.TableFixture
import java.math.BigDecimal

/**
 * The table has an item with at least these attributes: `aws.dynamoDb.table("orders") shouldHaveItem mapOf("PK" to "42")`.
 * Values are plain, as in [TableFixture]; a number equals another of the same value, whatever its type.
 */
public infix fun TableFixture.shouldHaveItem(attributes: Map<String, Any?>): TableFixture =
    apply { this should haveItem(attributes) }

/** The table has no item with these attributes. */
public infix fun TableFixture.shouldNotHaveItem(attributes: Map<String, Any?>): TableFixture =
    apply { this shouldNot haveItem(attributes) }

/** The table has exactly [count] items. */
public infix fun TableFixture.shouldHaveItems(count: Int): TableFixture = apply { this should haveItems(count) }

/** The table has no items. */
public fun TableFixture.shouldBeEmpty(): TableFixture = shouldHaveItems(0)

/** Whether a table has an item with at least these attributes. */
public fun haveItem(attributes: Map<String, Any?>): Matcher<TableFixture> {
    val expected = attributes.mapValues { comparable(it.value) }
    return Matcher { table ->
        resultOf(
            table.items().any { item ->
                expected.all { (name, value) -> name in item && comparable(item[name]) == value }
            },
            "The table \"${table.name}\" should have an item with $attributes",
            "The table \"${table.name}\" should have no item with $attributes",
            { itemsOf(table) },
            { table.calls },
        )
    }
}

/** Whether a table has exactly [count] items. */
public fun haveItems(count: Int): Matcher<TableFixture> =
    Matcher { table ->
        resultOf(
            table.count == count,
            "The table \"${table.name}\" should have ${count.of("item")}",
            "The table \"${table.name}\" should not have ${count.of("item")}",
            { itemsOf(table) },
            { table.calls },
        )
    }

private fun itemsOf(table: TableFixture): String {
    val items = table.items()
    if (items.isEmpty()) return "it is empty"
    return listing("it has ${items.size.of("item")}:", items.map { it.toString() })
}

/** DynamoDB has one type of number, and `1.0` is the number `1`; arrays have no equality of their own. */
private fun comparable(value: Any?): Any? =
    when (value) {
        is Number -> BigDecimal(value.toString()).stripTrailingZeros()
        is ByteArray -> Bytes(value.toList())
        is Map<*, *> -> value.mapValues { comparable(it.value) }
        is Set<*> -> value.map(::comparable).toSet()
        is List<*> -> value.map(::comparable)
        else -> value
    }

/** A binary, which is no list of numbers. */
private data class Bytes(
    val bytes: List<Byte>,
)
