package io.mockaws.state

import kotlinx.serialization.Serializable
import kotlinx.serialization.Transient

/** What can be done with a thing that is shown: how it is called, what has to be said for it, and how it is done. */
@Serializable
internal class StateAction(
    /** Tells it from the others: `put`. */
    val name: String,
    /** What a button says: `Put an item`. */
    val title: String,
    val fields: List<StateField> = emptyList(),
    /** Whether something is lost by it, so that people are asked first. */
    val loses: Boolean = false,
    /**
     * Does it with the values of its fields, and gives the path to look at then. Refuses by [IllegalArgumentException], or by
     * AWS's own error.
     */
    @Transient
    val run: (Map<String, String>) -> List<String> = { emptyList() },
)

/** Something that has to be said for a [StateAction]; what is not said is empty. */
@Serializable
internal class StateField(
    val name: String,
    val title: String,
    /** What stands there to begin with. */
    val value: String = "",
    /** Whether it may have many lines. */
    val isLong: Boolean = false,
    /** Whether it may be empty. */
    val isOptional: Boolean = false,
    /** The only values that it may have; empty for any. */
    val choices: List<String> = emptyList(),
)
