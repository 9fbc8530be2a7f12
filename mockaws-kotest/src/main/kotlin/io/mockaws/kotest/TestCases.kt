package io.mockaws.kotest

import io.kotest.core.test.TestCase
import io.kotest.core.test.TestScope

/** `copy` of a class that gets new properties with new versions of Kotest, and so another `copy`. */
private val copy = TestCase::class.java.methods.single { it.name == "copy" }
private val components = List(copy.parameterCount) { TestCase::class.java.getMethod("component${it + 1}") }
private val body = copy.parameterTypes.indexOf(Function2::class.java)

/** The same test with another body. */
internal fun TestCase.withBody(test: suspend TestScope.() -> Unit): TestCase {
    val arguments = components.map { it.invoke(this) }.toTypedArray()
    arguments[body] = test
    return copy.invoke(this, *arguments) as TestCase
}
