package io.mockaws.testing

/** What a test has put between calls and services; it holds until it is closed, or the mock is reset or closed. */
public class Registration internal constructor(
    private val takeAway: () -> Unit,
) : AutoCloseable {
    /** Takes it away again. Does nothing the second time. */
    override fun close(): Unit = takeAway()
}
