package io.mockaws.engine.access

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.ints.shouldBeGreaterThan
import io.mockaws.model.Models
import io.mockaws.model.StructureModel
import io.mockaws.services.Services
import org.junit.jupiter.api.Test
import java.nio.file.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.nameWithoutExtension
import kotlin.io.path.readLines

/** The lines of `models/access` name operations and members that AWS's models have. */
class AccessFactsTest {
    private class Line(
        val service: String,
        val words: List<String>,
    ) {
        val name = words[0].substringBefore('?')
        val conditions = words[0].substringAfter('?', "").substringBefore('=')
        val input: StructureModel? = Models.service(service).operation(name)?.input

        override fun toString() = "$service: ${words.joinToString(" ")}"
    }

    private val lines: List<Pair<String, List<String>>> =
        Path.of("src/main/resources/io/mockaws/models/access").listDirectoryEntries("*.access").flatMap { file ->
            file.readLines().map { it.trim() }.filter { it.isNotEmpty() && !it.startsWith("#") }
                .map { file.nameWithoutExtension to it.split(Regex(" +")) }
        }
    private val operations =
        lines.filter { (_, words) -> words[0] !in WORDS }
            .map { (service, words) -> Line(service, if (words[0] == "and") words.drop(1) else words) }

    @Test
    fun `services and operations are there`() {
        operations.size shouldBeGreaterThan 400
        lines.map { it.first }.distinct().filter { Models.facts(it) == null }.shouldBeEmpty()
        operations.filter { it.input == null && it.name !in Services.named(it.service)!!.service.beyondModel }.shouldBeEmpty()
    }

    @Test
    fun `members are there`() {
        val templates = lines.filter { it.second[0] == "arn" }.associate { (service, words) -> "$service ${words[1]}" to words[2] }
        val wrong =
            operations.flatMap { line ->
                val members = line.input?.members?.map { it.name }?.toSet() ?: return@flatMap emptyList()
                val resource = line.words.getOrElse(2) { "*" }
                val template = templates["${line.service} $resource"] ?: resource
                val places = PLACE.findAll(template).map { it.groupValues[1].substringAfter(':') }.filter { it !in CONSTANTS }
                (places + line.conditions).map { it.substringBefore('.') }.filter { it.isNotEmpty() && it !in members }
                    .map { "$line: $it" }.toList()
            }
        wrong.shouldBeEmpty()
    }

    @Test
    fun `every written operation of services with lines has one`() {
        val withLines = operations.groupBy({ it.service }, { it.name })
        val missing =
            Services.written.filter { it.shape.name in WHOLE }.flatMap { service ->
                val entry = Services.named(service.shape.name)!!
                entry.operationNames.filter { name ->
                    entry.operation(name)?.isDerived == false && name !in withLines.getValue(service.shape.name) && name !in BY_CODE
                }.map { "${service.shape.name}:$it" }
            }
        missing.shouldBeEmpty()
    }

    private companion object {
        val WORDS = setOf("prefix", "small", "code", "open", "arn", "key")
        val CONSTANTS = setOf("partition", "region", "account")
        val PLACE = Regex("\\{([\\w.:@=]+)}")
        val WHOLE = setOf("s3", "dynamodb", "sqs", "kms", "secretsmanager", "ssm", "sts")

        /** What a service's own class tells, or what is for no one thing. */
        val BY_CODE =
            setOf(
                "GetQueueUrl", "Query", "Scan", "TransactGetItems", "TransactWriteItems", "ExecuteStatement",
                "BatchExecuteStatement", "ExecuteTransaction", "RestoreTableToPointInTime", "DescribeLimits",
                "GetWebIdentityToken",
            )
    }
}
