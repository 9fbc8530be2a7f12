package io.mockaws.kotest

import java.lang.reflect.Method

/**
 * Assertions that fail at once, also inside of Kotest's `assertSoftly`, which would else collect the failures of calls
 * that are not the one looked for. Kotest moved what collects them to another package between 6.0 and 6.2.
 */
internal object HardAssertions {
    private val type = classOf("jvmerrorcollector")
    private val collector: Method = type.getMethod("getErrorCollector")
    private val getMode = classOf("ErrorCollector").getMethod("getCollectionMode")
    private val setMode = classOf("ErrorCollector").getMethod("setCollectionMode", getMode.returnType)
    private val hard = getMode.returnType.enumConstants.single { it.toString() == "Hard" }

    /** What [assertions] fail with, or null. */
    fun failureOf(assertions: () -> Unit): AssertionError? {
        val collector = collector.invoke(null)
        val mode = getMode.invoke(collector)
        setMode.invoke(collector, hard)
        return try {
            assertions()
            null
        } catch (failure: AssertionError) {
            failure
        } finally {
            setMode.invoke(collector, mode)
        }
    }

    private fun classOf(name: String): Class<*> =
        try {
            Class.forName("io.kotest.assertions.$name")
        } catch (_: ClassNotFoundException) {
            Class.forName("io.kotest.matchers.$name")
        }
}
