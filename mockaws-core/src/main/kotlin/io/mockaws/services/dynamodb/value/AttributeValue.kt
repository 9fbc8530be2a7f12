package io.mockaws.services.dynamodb.value

import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable

/**
 * A value of an item, immutable. Equality is DynamoDB's: numbers by value, sets without order, lists in order.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
@Serializable(with = AttributeValueSerializer::class)
internal sealed interface AttributeValue {
    val type: AttributeType

    data class S(val value: String) : AttributeValue {
        override val type: AttributeType get() = AttributeType.S
    }

    /** [value] is in canonical form, so that equal numbers have equal text. */
    data class N(val value: DecimalNumber) : AttributeValue {
        override val type: AttributeType get() = AttributeType.N
    }

    data class B(val value: Blob) : AttributeValue {
        override val type: AttributeType get() = AttributeType.B
    }

    data class SS(val values: Set<String>) : AttributeValue {
        override val type: AttributeType get() = AttributeType.SS
    }

    data class NS(val values: Set<DecimalNumber>) : AttributeValue {
        override val type: AttributeType get() = AttributeType.NS
    }

    data class BS(val values: Set<Blob>) : AttributeValue {
        override val type: AttributeType get() = AttributeType.BS
    }

    data class M(val values: Map<String, AttributeValue>) : AttributeValue {
        override val type: AttributeType get() = AttributeType.M
    }

    data class L(val values: List<AttributeValue>) : AttributeValue {
        override val type: AttributeType get() = AttributeType.L
    }

    data object Null : AttributeValue {
        override val type: AttributeType get() = AttributeType.NULL
    }

    data class Bool(val value: Boolean) : AttributeValue {
        override val type: AttributeType get() = AttributeType.BOOL
    }

    /**
     * What a request held where a value should be. It lives until the handler refuses the request with [message], at
     * the point of AWS's own order of checks, and never gets into a table. A map or list with one inside is one.
     */
    data class Invalid(
        val message: String,
        /** What operations say that AWS has not moved to its new checks. */
        val older: String = message,
    ) : AttributeValue {
        override val type: AttributeType get() = error("An invalid value has no type")
    }
}

/** The data types, in the words of the API. */
internal enum class AttributeType(
    /** What messages about `ADD` and `DELETE` call it. */
    val longName: String,
) {
    S("STRING"),
    N("NUMBER"),
    B("BINARY"),
    SS("STRING_SET"),
    NS("NUMBER_SET"),
    BS("BINARY_SET"),
    M("MAP"),
    L("LIST"),
    NULL("NULL"),
    BOOL("BOOLEAN"),
    ;

    val isSet: Boolean get() = this == SS || this == NS || this == BS

    /** Whether values of this type have an order, and so may be keys and be compared by `<`. */
    val isOrdered: Boolean get() = this == S || this == N || this == B
}

/** The attributes of an item, or of a key, by name. */
internal typealias Attributes = Map<String, AttributeValue>
