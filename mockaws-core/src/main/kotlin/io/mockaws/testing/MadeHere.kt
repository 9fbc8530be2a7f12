package io.mockaws.testing

import io.mockaws.wire.suggestion

private val walker = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)

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
    private val maker: CallSite? =
        walker.walk { frames ->
            var callee = ""
            frames
                .filter { frame ->
                    (frame.className.substringBefore('$') !in ours(made)).also {
                        if (!it) {
                            callee =
                                frame.methodName
                        }
                    }
                }
                .findFirst()
                .map { CallSite(it, callee) }
                .orElse(null)
        }

    /**
     * Call where the thing is looked into and nothing is in it.
     *
     * @throws NoSuchElementException where it was made in the same statement; it is gone then
     */
    fun checkLook() {
        val maker = maker ?: return
        val isSame =
            walker.walk { frames ->
                var callee = ""
                frames.anyMatch { frame ->
                    CallSite(frame, callee).isInStatementOf(maker).also { callee = frame.methodName }
                }
            }
        if (!isSame) return
        unmake()
        throw NoSuchElementException(
            "No $kind ${among(name, others)}. A look makes nothing: make the $kind in a statement of its own, before " +
                "the code under test runs"
        )
    }

    private fun ours(made: Class<*>) = setOf(made.name, MadeHere::class.java.name)
}

/**
 * What is to be thrown where a fixture looks into a thing that is not there.
 *
 * @param kind `secret`, `function`
 * @param others the names of those that are there
 */
internal fun noSuch(
    kind: String,
    name: String,
    others: Collection<String>,
) = NoSuchElementException("No $kind ${among(name, others)}")

private fun among(
    name: String,
    others: Collection<String>,
) = if (others.isEmpty()) "\"$name\", and no other" else suggestion(name, others)
