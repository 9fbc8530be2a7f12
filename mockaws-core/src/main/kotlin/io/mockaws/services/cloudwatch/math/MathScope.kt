package io.mockaws.services.cloudwatch.math

/** What an expression is worked out from. */
internal interface MathScope {
    /** The period of the results in seconds. */
    val period: Int

    /** The times at which results may be, ascending. */
    val times: List<Long>

    /** The ids of all queries of metrics, in order. */
    val metrics: List<String>

    /** What the query [id] comes to; null where there is none. */
    fun valueOf(id: String): Value?
}
