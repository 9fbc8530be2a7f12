package io.mockaws.services.firehose.op

import io.mockaws.services.firehose.state.FirehoseCall
import io.mockaws.services.firehose.state.stream
import io.mockaws.services.firehose.state.update
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

@Serializable
internal data class EncryptionConfiguration(
    val keyArn: String? = null,
    val keyType: String,
)

@Serializable
internal data class StartDeliveryStreamEncryptionInput(
    val deliveryStreamName: String,
    val deliveryStreamEncryptionConfigurationInput: EncryptionConfiguration? = null,
)

@Serializable
internal data class StopDeliveryStreamEncryptionInput(
    val deliveryStreamName: String,
)

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_StartDeliveryStreamEncryption.html */
internal fun startDeliveryStreamEncryption(
    request: StartDeliveryStreamEncryptionInput,
    call: FirehoseCall,
) {
    call.stream(request.deliveryStreamName)
    val said = request.deliveryStreamEncryptionConfigurationInput
    val encryption =
        call.encryption(
            buildJsonObject {
                said?.keyArn?.let { put("KeyARN", it) }
                said?.keyType?.let { put("KeyType", it) }
            },
        )
    call.update(request.deliveryStreamName) { it.copy(encryption = encryption) }
}

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_StopDeliveryStreamEncryption.html */
internal fun stopDeliveryStreamEncryption(
    request: StopDeliveryStreamEncryptionInput,
    call: FirehoseCall,
) {
    call.update(request.deliveryStreamName) { it.copy(encryption = it.encryption?.copy(status = "DISABLED")) }
}
