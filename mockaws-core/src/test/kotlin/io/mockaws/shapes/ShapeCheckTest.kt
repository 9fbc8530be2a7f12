package io.mockaws.shapes

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.mockaws.engine.ServiceEntry
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
        Services.entries.flatMap { entry ->
            val service = entry.service
            val official = OfficialService(service.shape.id)
            entry.sdkOperations().map { operation ->
                DynamicTest.dynamicTest("${service.shape.id} ${operation.name}") {
                    withClue("AWS has no operation ${operation.name}") { (operation.name in official.operations) shouldBe true }
                    compare(entry, operation.name, official).first.shouldBeEmpty()
                }
            }
        }

    @TestFactory
    fun `every operation has the method and target that the official SDK gives it`(): List<DynamicTest> =
        Services.entries.flatMap { entry ->
            val service = entry.service
            val official = OfficialService(service.shape.id)
            entry.sdkOperations().map { operation ->
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
        for (entry in Services.entries) {
            val missing = OfficialService(entry.service.shape.id).operations - entry.writtenNames - SHARED_ROUTE
            withClue(entry.name) { entry.operationNames - entry.writtenNames - SHARED_ROUTE - FOR_BROWSERS - GIVEN_UP shouldBe missing }
        }
    }

    @Test
    fun `the coverage page says what the code does`() {
        val page = Path("../docs/coverage.md")
        val text = Coverage.page(Services.entries.map { coverage(it) })
        if (System.getProperty("mockaws.write") == "true") page.writeText(text)
        withClue("docs/coverage.md is not up to date; write it with -Dtest=ShapeCheckTest -Dmockaws.write=true") {
            page.readText() shouldBe text
        }
    }

    private fun ServiceEntry<*>.sdkOperations() =
        (writtenNames - FOR_BROWSERS - GIVEN_UP).map { operation(it)!! }.filterNot { it.isDerived }

    private fun coverage(entry: ServiceEntry<*>): Coverage {
        val service = entry.service
        val official = OfficialService(service.shape.id)
        return Coverage(
            service = service.shape.id,
            operations = official.operations,
            derived = entry.writtenNames.filterTo(sortedSetOf()) { entry.operation(it)!!.isDerived },
            done =
            entry.sdkOperations().sortedBy { it.name }.map { operation ->
                val (_, input, output) = compare(entry, operation.name, official)
                Coverage.Done(operation.name, input.agreeing, input.missing, output.agreeing, output.missing)
            },
        )
    }

    private fun compare(
        entry: ServiceEntry<*>,
        name: String,
        official: OfficialService,
    ): Triple<List<String>, ShapeComparison, ShapeComparison> {
        val service = entry.service
        val operation = entry.operation(name)!!.shape
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

        /** S3's form upload, the certificate of SNS, requests to APIs and URLs of functions, and the files of price lists, which no SDK has. */
        val FOR_BROWSERS = setOf("PostObject", "GetSigningCertificate", "Invoke", "InvokeFunctionUrl", "PriceListFile")

        /** Operations that AWS has given up, and the SDK left out. */
        val GIVEN_UP = setOf("InvokeAsync")
    }
}
