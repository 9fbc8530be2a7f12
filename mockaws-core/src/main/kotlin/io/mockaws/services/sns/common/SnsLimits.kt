package io.mockaws.services.sns.common

import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/**
 * Amazon SNS's numbers and patterns.
 *
 * https://docs.aws.amazon.com/general/latest/gr/sns.html
 */
internal object SnsLimits {
    // https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
    val topicName = Regex("[A-Za-z0-9_-]{1,256}")
    val fifoTopicName = Regex("[A-Za-z0-9_-]{1,251}\\.fifo")
    const val DISPLAY_NAME = 100
    const val TAGS = 50

    // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
    const val MESSAGE_BYTES = 262_144
    const val SUBJECT = 100
    const val SMS_BYTES = 1_600
    val token = Regex("[\\x21-\\x7e]{1,128}")
    val deduplicationInterval = 5.minutes

    // https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
    const val BATCH_ENTRIES = 10
    const val BATCH_ENTRY_ID = 80
    val batchEntryId = Regex("[A-Za-z0-9_-]+")

    // https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
    const val ATTRIBUTE_NAME = 256

    // https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
    const val FILTER_KEYS = 5
    const val FILTER_COMBINATIONS = 150
    const val FILTER_POLICY_BYTES = 262_144

    // https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
    val tokenLife = 2.days

    // https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html, and the other lists
    const val PAGE = 100

    // https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-topic-owner.html
    val archiveDays = 1..365

    // https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformApplication.html
    const val APPLICATION_NAME = 256
    val applicationName = Regex("[A-Za-z0-9_.-]+")

    // https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformEndpoint.html
    const val USER_DATA_BYTES = 2_048

    // https://docs.aws.amazon.com/sns/latest/api/API_CreateSMSSandboxPhoneNumber.html
    const val SANDBOX_NUMBERS = 10
    val oneTimePasswordLife = 24.hours

    /** How many messages of each outbox are kept to be looked at; older ones are given up. */
    const val OUTBOX = 10_000
}
