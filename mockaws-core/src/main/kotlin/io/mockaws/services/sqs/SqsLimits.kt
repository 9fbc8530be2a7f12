package io.mockaws.services.sqs

import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/**
 * Amazon SQS's numbers and patterns.
 *
 * Queues: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
 *
 * Messages: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
internal object SqsLimits {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
    const val QUEUE_NAME = 80
    const val FIFO_SUFFIX = ".fifo"
    val visibilityTimeout = 0..43_200
    val delaySeconds = 0..900
    val maximumMessageSize = 1_024..1_048_576
    val messageRetentionPeriod = 60..1_209_600
    val waitTimeSeconds = 0..20
    val kmsDataKeyReusePeriodSeconds = 60..86_400
    val maxReceiveCount = 1..1_000
    const val REDRIVE_SOURCES = 10

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
    const val BATCH_BYTES = 1_048_576
    const val BATCH_ENTRIES = 10
    const val BATCH_ENTRY_ID = 80

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
    const val MESSAGE_ATTRIBUTES = 10
    const val ATTRIBUTE_NAME = 256
    const val ATTRIBUTE_TYPE = 256

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
    const val TOKEN = 128
    val deduplicationInterval = 5.minutes

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
    val maxNumberOfMessages = 1..10
    val receiveRequestAttemptInterval = 5.minutes
    const val IN_FLIGHT = 120_000

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
    val totalVisibility = 12.hours

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html
    val recreateAfter = 60.seconds

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
    val purgeAgainAfter = 60.seconds

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html
    val maxResults = 1..1_000

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
    val messagesPerSecond = 1..500

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html
    val moveTaskResults = 1..10

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
    const val ACTIONS_PER_STATEMENT = 7

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
    const val TAGS = 50
}
