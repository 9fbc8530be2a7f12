package io.mockaws.testing

import io.mockaws.engine.Catalogue
import java.util.function.Predicate

/**
 * One thing that goes wrong, and where and when: `throttle().on("sqs").every(3)`. Conditions add up. A rule counts the
 * calls that it is asked about: those that [on] and [where] are true of and that no rule before it has answered; SDKs'
 * retries are calls too.
 */
public class FaultRule internal constructor(
    internal val kind: Fault,
    private val catalogue: Catalogue,
) {
    internal var service: String? = null
        private set
    internal var operation: String? = null
        private set
    internal val conditions = ArrayList<Predicate<IncomingCall>>()
    internal var first = Int.MAX_VALUE
        private set
    internal var every = 1
        private set
    internal var probability: Double? = null
        private set

    /**
     * Only on calls to one service, or of one operation.
     *
     * @param service its name: `dynamodb`
     * @param operation as AWS names it (`PutItem`), or null for all
     * @throws IllegalArgumentException when there is none of that name
     */
    @JvmOverloads
    public fun on(
        service: String,
        operation: String? = null,
    ): FaultRule {
        if (operation == null) catalogue.service(service) else catalogue.serviceWith(service, operation)
        this.service = service
        this.operation = operation
        return this
    }

    /** Only on calls that [condition] is true of: `where { it.input["Key"] == "a.txt" }`. */
    public fun where(condition: Predicate<IncomingCall>): FaultRule = apply { conditions += condition }

    /** Only on the first [calls], 1 at least. */
    public fun first(calls: Int): FaultRule {
        require(calls > 0) { "Not a number of calls: $calls" }
        return apply { first = calls }
    }

    /** Only on every [nth] call: with 3 on the third, the sixth and so on. */
    public fun every(nth: Int): FaultRule {
        require(nth > 0) { "Not a number of calls: $nth" }
        return apply { every = nth }
    }

    /** By chance, from 0.0 to 1.0. Which calls it strikes follows from the mock's seed and the order of the calls. */
    public fun probability(probability: Double): FaultRule {
        require(probability in 0.0..1.0) { "Not a probability: $probability" }
        return apply { this.probability = probability }
    }

    override fun toString(): String =
        listOfNotNull(
            kind.toString(),
            service?.let { "on " + listOfNotNull(it, operation).joinToString(":") },
            "where ...".takeIf { conditions.isNotEmpty() },
            "first $first".takeIf { first != Int.MAX_VALUE },
            "every $every".takeIf { every != 1 },
            probability?.let { "with probability $it" },
        ).joinToString(" ")
}
