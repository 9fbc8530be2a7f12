package io.mockaws.services.kinesis

import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.Recipient
import io.mockaws.engine.delivery.ServiceCall
import io.mockaws.kit.Arn
import io.mockaws.services.kinesis.op.PutRecordInput
import io.mockaws.services.kinesis.state.STREAMS
import io.mockaws.wire.Blob

/** Records that other services put into streams. */
internal object KinesisRecipient : Recipient {
    override val service: String get() = "kinesis"

    override fun has(
        arn: Arn,
        world: World,
    ): Boolean = nameIn(arn) in world.context(KinesisService, arn.place).state.now[STREAMS]

    override fun callFor(
        parcel: Parcel,
        arn: Arn,
        world: World,
    ): ServiceCall<*> {
        val key = parcel.partitionKey ?: world.ids.uuid()
        val record = PutRecordInput(nameIn(arn), Blob(parcel.text.encodeToByteArray()), key, streamArn = "$arn")
        return ServiceCall(KinesisService, "PutRecord", record, arn.place)
    }

    private fun nameIn(arn: Arn) = arn.resource.substringAfter('/')
}
