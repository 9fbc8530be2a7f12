package io.mockaws.services.kinesis.op

import io.mockaws.services.kinesis.state.FoundStream
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.STREAMS
import io.mockaws.services.kinesis.state.stream
import io.mockaws.services.kinesis.state.usableKey
import io.mockaws.services.kinesis.stream.KinesisFaults
import io.mockaws.services.kinesis.stream.KinesisLimits
import io.mockaws.services.kinesis.stream.Stream
import kotlinx.serialization.Serializable

@Serializable
internal data class RetentionInput(
    val streamName: String? = null,
    val retentionPeriodHours: Int,
    val streamArn: String? = null,
)

@Serializable
internal data class StreamEncryptionInput(
    val streamName: String? = null,
    val encryptionType: String,
    val keyId: String,
    val streamArn: String? = null,
)

@Serializable
internal data class EnhancedMonitoringInput(
    val streamName: String? = null,
    val shardLevelMetrics: List<String>,
    val streamArn: String? = null,
)

@Serializable
internal data class EnhancedMonitoringOutput(
    val streamName: String,
    val currentShardLevelMetrics: List<String>,
    val desiredShardLevelMetrics: List<String>,
    val streamArn: String,
)

@Serializable
internal data class UpdateStreamModeInput(
    val streamArn: String,
    val streamModeDetails: StreamModeDetails,
    val warmThroughputMiBps: Int? = null,
)

@Serializable
internal data class UpdateStreamWarmThroughputInput(
    val streamArn: String? = null,
    val streamName: String? = null,
    val warmThroughputMiBps: Int,
)

@Serializable
internal data class UpdateStreamWarmThroughputOutput(
    val streamArn: String,
    val streamName: String,
    val warmThroughput: WarmThroughput,
)

@Serializable
internal data class UpdateMaxRecordSizeInput(
    val streamArn: String? = null,
    val maxRecordSizeInKiB: Int,
)

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_IncreaseStreamRetentionPeriod.html */
internal fun increaseStreamRetentionPeriod(
    request: RetentionInput,
    call: KinesisCall,
) {
    val found = call.stream(request.streamName, request.streamArn)
    val hours = checked(request.retentionPeriodHours)
    if (hours < found.stream.retentionHours) throw KinesisFaults.notLonger(hours, found.stream)
    found.update { it.copy(retentionHours = hours) }
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DecreaseStreamRetentionPeriod.html */
internal fun decreaseStreamRetentionPeriod(
    request: RetentionInput,
    call: KinesisCall,
) {
    val found = call.stream(request.streamName, request.streamArn)
    val hours = checked(request.retentionPeriodHours)
    if (hours > found.stream.retentionHours) throw KinesisFaults.notShorter(hours, found.stream)
    found.update { it.copy(retentionHours = hours) }
}

private fun checked(hours: Int): Int {
    if (hours < KinesisLimits.RETENTION) throw KinesisFaults.shortRetention(hours)
    if (hours > KinesisLimits.LONGEST_RETENTION) throw KinesisFaults.longRetention(hours)
    return hours
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StartStreamEncryption.html */
internal fun startStreamEncryption(
    request: StreamEncryptionInput,
    call: KinesisCall,
) {
    val found = call.stream(request.streamName, request.streamArn)
    if (request.encryptionType == "NONE") throw KinesisFaults.invalid("EncryptionType must be KMS.")
    found.call.usableKey(request.keyId)
    found.update { it.copy(keyId = request.keyId) }
}

/** Records that are there stay as they are. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StopStreamEncryption.html */
internal fun stopStreamEncryption(
    request: StreamEncryptionInput,
    call: KinesisCall,
) {
    call.stream(request.streamName, request.streamArn).update { it.copy(keyId = null) }
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_EnableEnhancedMonitoring.html */
internal fun enableEnhancedMonitoring(
    request: EnhancedMonitoringInput,
    call: KinesisCall,
): EnhancedMonitoringOutput =
    call.stream(request.streamName, request.streamArn).monitor { (it + request.shardLevelMetrics).distinct() }

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DisableEnhancedMonitoring.html */
internal fun disableEnhancedMonitoring(
    request: EnhancedMonitoringInput,
    call: KinesisCall,
): EnhancedMonitoringOutput =
    call.stream(request.streamName, request.streamArn).monitor {
        if ("ALL" in request.shardLevelMetrics) emptyList() else it - request.shardLevelMetrics.toSet()
    }

private fun FoundStream.monitor(change: (List<String>) -> List<String>): EnhancedMonitoringOutput {
    val before = stream.metrics
    val after = update { it.copy(metrics = change(it.metrics)) }.metrics
    return EnhancedMonitoringOutput(stream.name, before, after, stream.arn)
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamMode.html */
internal fun updateStreamMode(
    request: UpdateStreamModeInput,
    call: KinesisCall,
) {
    val found = call.stream(null, request.streamArn)
    val mode = request.streamModeDetails.streamMode
    val warm = request.warmThroughputMiBps
    found.call.state.write {
        val before = this[STREAMS][found.stream.name] ?: found.stream
        val changed = before.copy(mode = mode, warmThroughput = warm ?: before.warmThroughput)
        val more = if (before.isOnDemand && mode == Stream.PROVISIONED) before.open.size else 0
        found.call.checkShardLimit(this[STREAMS].values, changed, more)
        this[STREAMS, changed.name] = changed
    }
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamWarmThroughput.html */
internal fun updateStreamWarmThroughput(
    request: UpdateStreamWarmThroughputInput,
    call: KinesisCall,
): UpdateStreamWarmThroughputOutput {
    val found = call.stream(request.streamName, request.streamArn)
    if (!found.stream.isOnDemand) {
        throw KinesisFaults.validation(
            "Request is invalid. Stream ${found.stream.name} under account ${found.account} is not in On-Demand mode.",
        )
    }
    val stream = found.update { it.copy(warmThroughput = request.warmThroughputMiBps) }
    return UpdateStreamWarmThroughputOutput(stream.arn, stream.name, warmThroughput(stream)!!)
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateMaxRecordSize.html */
internal fun updateMaxRecordSize(
    request: UpdateMaxRecordSizeInput,
    call: KinesisCall,
) {
    val found = call.stream(null, request.streamArn ?: throw KinesisFaults.invalid("StreamARN must be provided."))
    checkRecordSize(request.maxRecordSizeInKiB)
    found.update { it.copy(maxRecordKiB = request.maxRecordSizeInKiB) }
}
