package io.mockaws.services.sqs

import io.mockaws.services.sqs.queue.MoveTask
import io.mockaws.services.sqs.queue.QueueData
import kotlinx.serialization.KSerializer
import kotlinx.serialization.Serializable
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlin.time.Instant

/** [SqsState] as it is saved: without the indexes that follow from the messages. */
@Serializable
internal data class SqsStateData(
    val account: String,
    val region: String,
    val queues: List<QueueData>,
    val deletedAt: Map<String, Instant>,
    val moveTasks: List<MoveTask>,
)

internal object SqsStateSerializer : KSerializer<SqsState> {
    private val data = SqsStateData.serializer()

    override val descriptor: SerialDescriptor = SerialDescriptor("io.mockaws.services.sqs.SqsState", data.descriptor)

    override fun serialize(
        encoder: Encoder,
        value: SqsState,
    ) = encoder.encodeSerializableValue(data, value.toData())

    override fun deserialize(decoder: Decoder): SqsState = SqsState(decoder.decodeSerializableValue(data))
}
