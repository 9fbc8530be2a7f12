package io.mockaws.compat

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import java.io.File

/** Which Kotlin the other tests here have met. */
class KotlinRuntimeTest {
    private val kotlin: String = System.getProperty("kotlin")
    private val jars = System.getProperty("java.class.path").split(File.pathSeparator).map { it.substringAfterLast('/') }

    @Test
    fun `it is the one that the run is for`() {
        KotlinVersion.CURRENT.toString() shouldBe kotlin
    }

    @Test
    fun `there is one version of each library`() {
        val libraries = jars.filter { it.startsWith("kotlin") && it.endsWith(".jar") }.groupBy { it.replace(Regex("-[0-9].*"), "") }

        libraries.values.filter { it.size > 1 }.shouldBeEmpty()
    }
}
