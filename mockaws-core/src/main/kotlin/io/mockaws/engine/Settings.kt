package io.mockaws.engine

/** What a mock was told of how to answer; see the options of the same names. */
internal class Settings(
    /** Whether what is not honoured, and what nobody has written, fails. */
    val strict: Boolean = false,
    /** Whether operations that nobody has written are answered by rules from AWS's model. */
    val derived: Boolean = true,
    /** Whether those whose result no model determines answer the emptiest valid output. */
    val lenient: Boolean = false,
    /** Whether policies decide who may do what. */
    val iam: Boolean = false,
)
