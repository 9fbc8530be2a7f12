package io.mockaws.shapes

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.mockaws.engine.Service
import io.mockaws.services.Services
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import kotlin.io.path.Path
import kotlin.io.path.readText
import kotlin.io.path.writeText

/**
 * Every registered operation against the Java SDK's own metadata: names, places on the wire and types of all members,
 * method and target. What AWS has and we lack is listed in `docs/coverage.md`, which this test writes when it is run
 * with `-Dmockaws.write=true` and compares otherwise.
 */
class ShapeCheckTest {
    @TestFactory
    fun `every operation has the shape that the official SDK gives it`(): List<DynamicTest> =
        Services.all.flatMap { service ->
            val official = OfficialService(service.shape.id)
            service.sdkOperations().map { operation ->
                DynamicTest.dynamicTest("${service.shape.id} ${operation.name}") {
                    withClue("AWS has no operation ${operation.name}") { (operation.name in official.operations) shouldBe true }
                    compare(service, operation.name, official).first.shouldBeEmpty()
                }
            }
        }

    @TestFactory
    fun `every operation has the method and target that the official SDK gives it`(): List<DynamicTest> =
        Services.all.flatMap { service ->
            val official = OfficialService(service.shape.id)
            service.sdkOperations().map { operation ->
                DynamicTest.dynamicTest("${service.shape.id} ${operation.name}") {
                    val binding = official.binding(operation.name)
                    operation.shape.http?.let { it.method shouldBe binding.httpMethod().name }
                    binding.operationIdentifier()?.takeIf { '.' in it }?.let {
                        it shouldBe "${service.shape.targetPrefix}.${operation.name}"
                    }
                }
            }
        }

    @Test
    fun `a service names as missing all that AWS has and it has not, and nothing else`() {
        for (service in Services.all) {
            val official = OfficialService(service.shape.id).operations - service.operations.map { it.name }.toSet() - SHARED_ROUTE
            withClue(service.shape.id) { service.missing.map { it.name }.toSet() shouldBe official }
        }
    }

    @Test
    fun `the coverage page says what the code does`() {
        val page = Path("../docs/coverage.md")
        val text = Coverage.page(Services.all.map { service -> coverage(service) })
        if (System.getProperty("mockaws.write") == "true") page.writeText(text)
        withClue("docs/coverage.md is not up to date; write it with -Dtest=ShapeCheckTest -Dmockaws.write=true") {
            page.readText() shouldBe text
        }
    }

    private fun Service<*>.sdkOperations() = operations.filter { it.name !in FOR_BROWSERS }

    private fun coverage(service: Service<*>): Coverage {
        val official = OfficialService(service.shape.id)
        return Coverage(
            service = service.shape.id,
            operations = official.operations,
            done =
            service.sdkOperations().sortedBy { it.name }.map { operation ->
                val (_, input, output) = compare(service, operation.name, official)
                Coverage.Done(operation.name, input.agreeing, input.missing, output.agreeing, output.missing)
            },
        )
    }

    private fun compare(
        service: Service<*>,
        name: String,
        official: OfficialService,
    ): Triple<List<String>, ShapeComparison, ShapeComparison> {
        val operation = service.operations.single { it.name == name }.shape
        val xml = operation.http != null && service.shape.xmlNamespace != null
        val input = ShapeComparison(service.shape.memberNames, xml)
        input.compare("$name.input", operation.input.descriptor, official.input(name))
        val output = ShapeComparison(service.shape.memberNames, xml)
        output.compare("$name.output", operation.output.descriptor, official.output(name))
        return Triple(input.differences + output.differences, input, output)
    }

    private companion object {
        /** Of directory buckets, at an address of their own with the route of ListBuckets. */
        const val SHARED_ROUTE = "ListDirectoryBuckets"

        /** S3's form upload, which no SDK has. */
        val FOR_BROWSERS = setOf("PostObject")
    }
}
