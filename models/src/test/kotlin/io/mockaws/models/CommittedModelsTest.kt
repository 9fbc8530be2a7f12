package io.mockaws.models

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.mockaws.models.sdk.ServiceJar
import io.mockaws.models.sdk.readSdk
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.name
import kotlin.io.path.readLines
import kotlin.io.path.readText

class CommittedModelsTest {
    /** One of each protocol, one that only the newer SDK has, and one with two modules. */
    @ParameterizedTest
    @ValueSource(strings = ["sqs", "lambda", "iam", "cloudfront", "s3", "kinesis", "events", "transcribe-streaming"])
    fun `the committed files are what the generator makes`(name: String) {
        val services = c2jModels().filterKeys { it == name }.toMutableMap()
        for (jar in ServiceJar.onClassPath()) {
            jar.use { module -> if (MODULES.getValue(name).any { module.isOf(it) }) readSdk(module).forEach { addSdk(services, it) } }
        }
        services.keys shouldBe setOf(name)
        val service = services.getValue(name)
        finish(name, service)
        write(service).lines() shouldBe FOLDER.resolve("$name.model").readText().lines()
        FOLDER.resolve("index.tsv").readLines() shouldContain index(services).lines()[1]
    }

    @Test
    fun `what a line refers to is there`() {
        for (file in FOLDER.listDirectoryEntries("*.model")) {
            val lines = file.readLines()
            val shapes = lines.filter { it[0] in "{[<\"" }.groupBy { it.substringBefore('\t').drop(1) }
            withClue("${file.name}: shapes of the same name") { shapes.filter { it.value.size > 1 }.keys.shouldBeEmpty() }
            val missing = lines.flatMap(::targets).filter { it !in shapes && it !in KINDS }
            withClue("${file.name}: missing") { missing.shouldBeEmpty() }
        }
    }

    @Test
    fun `the labels of URIs are members of the input`() {
        for (file in FOLDER.listDirectoryEntries("*.model")) {
            val lines = file.readLines()
            val structures = lines.filter { it.startsWith("{") }.associateBy { it.substringBefore('\t').drop(1) }
            for (operation in lines.filter { it.startsWith("@") }) {
                val uri = field(operation, "h=") ?: continue
                val labels = LABEL.findAll(uri).map { it.groupValues[1] }.toSet()
                val members = structures[field(operation, "i=")].orEmpty().split('\t').drop(1)
                val bound = members.mapNotNull { it.split(' ').label() }.toSet()
                withClue("${file.name} $operation") { labels - bound shouldBe emptySet() }
            }
        }
    }

    private fun List<String>.label(): String? =
        drop(2).firstNotNullOfOrNull { trait -> if (trait == "u") first() else trait.takeIf { it.startsWith("u=") }?.drop(2) }

    private fun targets(line: String): List<String> {
        val fields = line.split('\t')
        return when (line[0]) {
            '@' -> listOfNotNull(field(line, "i="), field(line, "o=")) + field(line, "e=").orEmpty().split(' ').filter { it.isNotEmpty() }
            '{' -> fields.drop(1).filterNot { it.startsWith(":") }.map { it.split(' ')[1] }
            '[' -> listOf(fields[1])
            '<' -> listOf(fields[1], fields[2])
            else -> emptyList()
        }
    }

    private fun field(
        line: String,
        key: String,
    ): String? = line.split('\t').firstOrNull { it.startsWith(key) }?.removePrefix(key)

    private fun ServiceJar.isOf(module: String) = file.name.matches(Regex(module + "-[0-9.]+\\.jar"))

    private companion object {
        val FOLDER: Path = generateSequence(Path.of("").toAbsolutePath()) {
            it.parent
        }.map { it.resolve("mockaws-core/src/main/resources/io/mockaws/models") }.first(Files::isDirectory)

        val LABEL = Regex("\\{([^}+]+)\\+?}")

        val MODULES =
            mapOf(
                "cloudfront" to listOf("cloudfront"),
                "events" to listOf("cloudwatchevents", "eventbridge"),
                "iam" to listOf("iam"),
                "kinesis" to listOf("kinesis"),
                "lambda" to listOf("lambda"),
                "s3" to listOf("s3"),
                "sqs" to listOf("sqs"),
                "transcribe-streaming" to listOf("transcribestreaming"),
            )
    }
}
