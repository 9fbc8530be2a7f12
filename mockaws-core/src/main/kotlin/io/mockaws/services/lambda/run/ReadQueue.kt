package io.mockaws.services.lambda.run

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Arn
import io.mockaws.kit.stream.BatchOutcome
import io.mockaws.kit.stream.QueueReader
import io.mockaws.kit.stream.QueueRecord
import io.mockaws.kit.stream.ReadingProgress
import io.mockaws.kit.stream.TooManyReadersAtOnce
import io.mockaws.services.lambda.mapping.EventSourceMapping
import io.mockaws.services.lambda.state.LambdaCall
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.putJsonArray

/** Reads a queue for [mapping], and has its function handle the batches. */
internal class MappedQueue(
    private val call: LambdaCall,
    private val mapping: EventSourceMapping,
    arn: Arn,
) : QueueReader(call, arn, mapping.rules, PRINCIPAL) {
    override val progress: ReadingProgress get() = call.progressOf(mapping)

    override fun note(change: (ReadingProgress) -> ReadingProgress) = call.note(mapping, "", null, change)

    override suspend fun handle(records: List<QueueRecord>): BatchOutcome? {
        val event = buildJsonObject { putJsonArray("Records") { records.forEach { add(it.json) } } }
        try {
            val outcome = call.invokeMapped(mapping, event.toString(), call.ids.uuid())
            return outcome?.let { BatchOutcome(it.payload, it.isFailed) }
        } catch (refused: AwsFault) {
            if (refused.error.code == "TooManyRequestsException") throw TooManyReadersAtOnce(refused)
            throw refused
        }
    }
}
