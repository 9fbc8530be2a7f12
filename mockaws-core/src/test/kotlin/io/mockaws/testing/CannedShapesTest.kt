@file:OptIn(ExperimentalSerializationApi::class)

package io.mockaws.testing

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import io.mockaws.engine.ServiceEntry
import io.mockaws.sdk.java.JavaShapes
import io.mockaws.services.Services
import io.mockaws.wire.Blob
import io.mockaws.wire.OperationShape
import io.mockaws.wire.StreamingBlobSerializer
import io.mockaws.wire.Union
import io.mockaws.wire.codec.Documents
import io.mockaws.wire.codec.MemberForm
import io.mockaws.wire.codec.of
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.descriptors.nonNullOriginal
import org.junit.jupiter.api.Test
import kotlin.time.Instant

/** Whatever operation is stubbed, and whichever of its members are set, its answer can be written. */
class CannedShapesTest {
    @Test
    fun `every operation's answer can be stubbed with nothing and with everything in it`() {
        for (entry in Services.entries) {
            for (operation in entry.writtenNames.map { entry.operation(it)!! }) {
                withClue("${entry.service.shape.name}:${operation.name}") {
                    val shape = entry.canned(operation.name) { null }!!
                    entry.check(shape, emptyMap<String, Any?>())
                    entry.check(shape, Samples(entry).members(shape.output.descriptor, 0))
                }
            }
        }
    }

    @Test
    fun `so can that of every operation that is not implemented, by the Java SDK's shapes`() {
        for (entry in Services.entries) {
            for (operation in entry.operationNames - entry.writtenNames) {
                withClue("${entry.service.shape.name}:$operation") {
                    val shape = entry.canned(operation) { JavaShapes.output(entry.service.shape, operation) }!!
                    entry.check(shape, emptyMap<String, Any?>())
                    entry.check(shape, Samples(entry).members(shape.output.descriptor, 0))
                }
            }
        }
    }

    private fun ServiceEntry<*>.check(
        shape: OperationShape<*, Map<String, Any?>>,
        sample: Map<String, Any?>,
    ) {
        val names = service.shape.memberNames
        val members = MemberForm(names).of(shape.output.descriptor, sample)
        val streams = (0 until shape.output.descriptor.elementsCount)
            .filter { shape.output.descriptor.getElementDescriptor(it).nonNullOriginal == StreamingBlobSerializer.descriptor }
            .map { names.of(shape.output.descriptor.getElementName(it)) }
        Documents.of(shape.output, members, names) - streams.toSet() shouldBe members - streams.toSet()
        // What has no route of its own is not of a protocol that goes by routes: SNS serves a certificate beside its Query.
        val spoken = protocols.filter { shape.http != null || !it.name.startsWith("rest") }
        for (protocol in spoken) (protocol.encode(shape, members, "id").status in 200..299) shouldBe true
    }

    /** A value for every member, three structures deep. */
    private class Samples(private val entry: ServiceEntry<*>) {
        fun members(descriptor: SerialDescriptor, depth: Int): Map<String, Any?> =
            (0 until descriptor.elementsCount).mapNotNull { index ->
                val name = entry.service.shape.memberNames.of(descriptor.getElementName(index))
                value(descriptor.getElementDescriptor(index), depth)?.let { name to it }
            }.take(if (descriptor.annotations.any { it is Union }) 1 else Int.MAX_VALUE).toMap()

        private fun value(nullable: SerialDescriptor, depth: Int): Any? {
            val descriptor = nullable.nonNullOriginal
            return when (descriptor.serialName) {
                "io.mockaws.wire.Blob" -> Blob(byteArrayOf(1, 2))
                "io.mockaws.wire.StreamingBlob" -> "content"
                "kotlin.time.Instant" -> Instant.fromEpochSeconds(1_700_000_000)
                else -> ofKind(descriptor, depth)
            }
        }

        private fun ofKind(descriptor: SerialDescriptor, depth: Int): Any? =
            when (descriptor.kind) {
                PrimitiveKind.STRING -> "text"
                SerialKind.ENUM -> descriptor.getElementName(0)
                PrimitiveKind.BOOLEAN -> true
                PrimitiveKind.INT -> 200
                PrimitiveKind.LONG -> 200L
                PrimitiveKind.DOUBLE -> 1.5
                PrimitiveKind.FLOAT -> 1.5f
                StructureKind.LIST -> value(descriptor.getElementDescriptor(0), depth)?.let { listOf(it, it) }
                StructureKind.MAP -> value(descriptor.getElementDescriptor(1), depth)?.let { mapOf("a" to it, "b" to it) }
                StructureKind.CLASS -> if (depth == DEPTH) null else members(descriptor, depth + 1)
                else -> error("No sample of ${descriptor.kind}")
            }
    }

    private companion object {
        const val DEPTH = 3
    }
}
