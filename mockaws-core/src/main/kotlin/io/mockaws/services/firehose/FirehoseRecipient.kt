package io.mockaws.services.firehose

import io.mockaws.engine.World
import io.mockaws.engine.context
import io.mockaws.engine.delivery.Parcel
import io.mockaws.engine.delivery.Recipient
import io.mockaws.engine.delivery.ServiceCall
import io.mockaws.kit.Arn
import io.mockaws.services.firehose.op.PutRecordInput
import io.mockaws.services.firehose.op.Record
import io.mockaws.services.firehose.state.STREAMS
import io.mockaws.wire.Blob

/** Records that other services put into delivery streams. */
internal object FirehoseRecipient : Recipient {
    override val service: String get() = "firehose"

    override fun has(
        arn: Arn,
        world: World,
    ): Boolean = arn.resource.substringAfter('/') in world.context(FirehoseService, arn.place).state.now[STREAMS]

    override fun callFor(
        parcel: Parcel,
        arn: Arn,
        world: World,
    ): ServiceCall<*> {
        val record = Record(Blob(parcel.text.encodeToByteArray()))
        return ServiceCall(
            FirehoseService,
            "PutRecord",
            PutRecordInput(arn.resource.substringAfter('/'), record),
            arn.place
        )
    }
}
