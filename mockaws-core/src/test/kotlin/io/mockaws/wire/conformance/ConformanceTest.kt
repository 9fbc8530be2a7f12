package io.mockaws.wire.conformance

import io.kotest.assertions.withClue
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.doubles.shouldBeGreaterThanOrEqual
import io.mockaws.wire.protocol.ProtocolFactory
import io.mockaws.wire.protocol.Protocols
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.DynamicContainer
import org.junit.jupiter.api.DynamicContainer.dynamicContainer
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.fail
import software.amazon.smithy.model.Model
import software.amazon.smithy.model.shapes.ShapeId

/**
 * The official vectors of `software.amazon.smithy:smithy-aws-protocol-tests` and `smithy-protocol-tests` against every
 * protocol. What does not hold stands in `known-failures.txt` with its reason; what stands there and holds fails.
 */
class ConformanceTest {
    @TestFactory
    fun `a vector holds, or its failure is known`(): List<DynamicContainer> =
        vectors.groupBy { it.protocol }.map { (protocol, vectors) ->
            dynamicContainer(
                protocol,
                vectors.map { vector ->
                    dynamicTest(vector.id) {
                        val failure = failures[vector]
                        val reason = known[vector.protocol to vector.id]
                        if (failure != null && reason == null) throw failure
                        if (failure == null && reason != null) fail("It holds now: take it off known-failures.txt ($reason)")
                    }
                },
            )
        }

    @Test
    fun `every known failure is of a vector that exists`() {
        (known.keys - vectors.map { it.protocol to it.id }.toSet()).shouldBeEmpty()
    }

    @Test
    fun `of each protocol's vectors at least 95 of 100 hold`() {
        failures.filterKeys { (it.protocol to it.id) !in known }.forEach { (vector, failure) ->
            println("${vector.protocol} ${vector.id} ${failure.toString().substringAfterLast("expected:").replace("\n", " ").take(400)}")
        }
        for ((protocol, vectors) in vectors.filter { !it.malformed }.groupBy { it.protocol }) {
            val passed = vectors.count { it !in failures }
            println("$protocol: $passed of ${vectors.size} vectors hold")
            withClue(protocol) { passed * 100.0 / vectors.size shouldBeGreaterThanOrEqual 95.0 }
        }
        val malformed = vectors.filter { it.malformed }
        println("malformed requests: ${malformed.count { it !in failures }} of ${malformed.size} vectors hold")
    }

    private companion object {
        /** Lengths, ranges and patterns are for each service to check, in its own words. */
        const val VALIDATION = "aws.protocoltests.restjson.validation"

        val protocols: Map<String, ProtocolFactory> =
            mapOf(
                "aws.protocols#awsJson1_0" to Protocols.AwsJson10,
                "aws.protocols#awsJson1_1" to Protocols.AwsJson11,
                "smithy.protocols#rpcv2Cbor" to Protocols.RpcV2Cbor,
                "aws.protocols#restJson1" to Protocols.RestJson1,
                "aws.protocols#restXml" to Protocols.RestXml,
                "aws.protocols#awsQuery" to Protocols.AwsQuery,
                "aws.protocols#ec2Query" to Protocols.Ec2Query,
            )

        val vectors: List<Vector> by lazy {
            val model = Model.assembler().discoverModels().assemble().unwrap()
            model.serviceShapes.sorted().filterNot { it.id.namespace == VALIDATION }.flatMap { service ->
                protocols.flatMap { (id, factory) ->
                    val protocol = ShapeId.from(id)
                    if (service.findTrait(protocol).isPresent) ServiceVectors(model, service, protocol, factory).all() else emptyList()
                }
            }
        }

        val failures: Map<Vector, Throwable> by lazy {
            vectors.mapNotNull { vector -> runCatching { runBlocking { vector.check() } }.exceptionOrNull()?.let { vector to it } }.toMap()
        }

        /** Lines of protocol, vector and reason. */
        val known: Map<Pair<String, String>, String> by lazy {
            ConformanceTest::class.java.getResource("known-failures.txt")!!.readText().lines()
                .filter { it.isNotBlank() && !it.startsWith("#") }
                .associate { line -> line.split(' ', limit = 3).let { (it[0] to it[1]) to it[2] } }
        }
    }
}
