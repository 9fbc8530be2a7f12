package io.mockaws.services.sqs.queue

import kotlinx.serialization.Serializable
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/**
 * What can be set on a queue, with AWS's defaults.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
@Serializable
internal data class QueueAttributes(
    val fifo: Boolean = false,
    val visibilityTimeout: Int = 30,
    val delaySeconds: Int = 0,
    val maximumMessageSize: Int = 1_048_576,
    val messageRetentionPeriod: Int = 345_600,
    val receiveMessageWaitTimeSeconds: Int = 0,
    val policy: String? = null,
    val redrivePolicy: RedrivePolicy? = null,
    val redriveAllowPolicy: RedriveAllowPolicy? = null,
    val kmsMasterKeyId: String? = null,
    val kmsDataKeyReusePeriodSeconds: Int = 300,
    val sqsManagedSseEnabled: Boolean = true,
    val contentBasedDeduplication: Boolean = false,
    val deduplicationScope: String = QUEUE_SCOPE,
    val fifoThroughputLimit: String = PER_QUEUE,
) {
    val retention: Duration get() = messageRetentionPeriod.seconds
    val deduplicatesByGroup: Boolean get() = deduplicationScope == GROUP_SCOPE

    companion object {
        const val QUEUE_SCOPE = "queue"
        const val GROUP_SCOPE = "messageGroup"
        const val PER_QUEUE = "perQueue"
        const val PER_GROUP = "perMessageGroupId"
    }
}
