package io.mockaws.architecture

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.Path
import kotlin.io.path.extension
import kotlin.io.path.readLines
import kotlin.io.path.walk

/** Inside a service arrows point one way: domain, state, operations, service. */
class ServiceFloorsTest {
    @Test
    fun `no two packages of a service import each other but those that are still listed`() {
        val found = mutualImports()
        val listed = Path("src/test/resources/io/mockaws/architecture/mutual-imports.txt").readLines().toSet()
        withClue("New pairs; let one of the two not know the other") { (found - listed).sorted() shouldBe emptyList() }
        withClue("Pairs that are gone; take them off the list") { (listed - found).sorted() shouldBe emptyList() }
    }

    @OptIn(ExperimentalPathApi::class)
    private fun mutualImports(): Set<String> {
        val imports = HashSet<Pair<String, String>>()
        for (file in Path("src/main/kotlin/io/mockaws/services").walk().filter { it.extension == "kt" }) {
            val lines = file.readLines()
            val own = lines.first { it.startsWith("package ") }.removePrefix("package ")
            for (line in lines) {
                val other = IMPORT.matchEntire(line)?.groupValues?.get(1) ?: continue
                if (other != own && serviceOf(other) == serviceOf(own)) imports += own to other
            }
        }
        return imports.filter { (a, b) -> a < b && (b to a) in imports }
            .map { (a, b) -> "${a.removePrefix(ROOT)} ${b.removePrefix(ROOT)}" }.toSet()
    }

    private fun serviceOf(name: String) = name.removePrefix(ROOT).substringBefore('.')

    private companion object {
        const val ROOT = "io.mockaws.services."
        val IMPORT = Regex("import (io\\.mockaws\\.services\\.[a-z0-9]+(?:\\.[a-z0-9]+)*)\\..*")
    }
}
