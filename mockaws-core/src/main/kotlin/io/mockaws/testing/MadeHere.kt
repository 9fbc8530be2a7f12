package io.mockaws.testing

import io.mockaws.wire.suggestion

private val walker = StackWalker.getInstance()

/**
 * That a fixture has just made what it was asked for. A statement that makes a thing and looks into it has misspelt its
 * name: `aws.s3.bucket("reciepts").keys()` would always be empty, and a test that wants that could not fail.
 *
 * @param made the class whose caller it is that made the thing
 */
internal class MadeHere(
    made: Class<*>,
    private val kind: String,
    private val name: String,
    private val others: Collection<String>,
    private val unmake: () -> Unit,
) {
    private val maker: StackWalker.StackFrame? =
        walker.walk { frames ->
            frames.filter { it.className.substringBefore('$') !in ours(made) }.findFirst().orElse(null)
        }

    /**
     * Call where the thing is looked into and nothing is in it.
     *
     * @throws NoSuchElementException where it was made in the same statement; it is gone then
     */
    fun checkLook() {
        val at = maker ?: return
        val isSame = walker.walk { frames -> frames.anyMatch { it.isAt(at) } }
        if (!isSame) return
        unmake()
        val known = if (others.isEmpty()) "\"$name\", and no other" else suggestion(name, others)
        throw NoSuchElementException(
            "No $kind $known. A look makes nothing: make the $kind in a statement of its own, before the code " +
                "under test runs"
        )
    }

    private fun StackWalker.StackFrame.isAt(other: StackWalker.StackFrame) =
        className == other.className && methodName == other.methodName && lineNumber == other.lineNumber &&
            lineNumber > 0

    private fun ours(made: Class<*>) = setOf(made.name, MadeHere::class.java.name)
}
