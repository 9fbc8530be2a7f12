package io.mockaws.services.ses.state

import io.mockaws.wire.Blob
import kotlinx.serialization.Serializable
import kotlin.time.Instant

/** What happens to mail that comes in. */
@Serializable
internal data class ReceiptRuleSet(
    val name: String,
    val createdAt: Instant,
    /** In the order in which they are tried. */
    val rules: List<ReceiptRule> = emptyList(),
)

@Serializable
internal data class ReceiptRule(
    val name: String,
    val enabled: Boolean = false,
    val tlsPolicy: String? = null,
    /** Addresses and domains; none for all. */
    val recipients: List<String> = emptyList(),
    val actions: List<ReceiptAction> = emptyList(),
    val scanEnabled: Boolean = false,
)

/** One of these. */
@Serializable
internal data class ReceiptAction(
    val s3Action: S3Action? = null,
    val bounceAction: BounceAction? = null,
    val workmailAction: WorkmailAction? = null,
    val lambdaAction: LambdaAction? = null,
    val stopAction: StopAction? = null,
    val addHeaderAction: AddHeaderAction? = null,
    val snsAction: SnsAction? = null,
    val connectAction: ConnectAction? = null,
)

@Serializable
internal data class S3Action(
    val topicArn: String? = null,
    val bucketName: String,
    val objectKeyPrefix: String? = null,
    val kmsKeyArn: String? = null,
    val iamRoleArn: String? = null,
)

@Serializable
internal data class BounceAction(
    val topicArn: String? = null,
    val smtpReplyCode: String,
    val statusCode: String? = null,
    val message: String,
    val sender: String,
)

@Serializable
internal data class WorkmailAction(
    val topicArn: String? = null,
    val organizationArn: String,
)

@Serializable
internal data class LambdaAction(
    val topicArn: String? = null,
    val functionArn: String,
    val invocationType: String? = null,
)

@Serializable
internal data class StopAction(
    val scope: String,
    val topicArn: String? = null,
)

@Serializable
internal data class AddHeaderAction(
    val headerName: String,
    val headerValue: String,
)

@Serializable
internal data class SnsAction(
    val topicArn: String,
    val encoding: String? = null,
)

@Serializable
internal data class ConnectAction(
    val instanceARN: String? = null,
    val iamRoleARN: String? = null,
)

/** A mail that came in. */
@Serializable
internal data class ReceivedEmail(
    val messageId: String,
    val number: Long,
    val at: Instant,
    val source: String,
    val recipients: List<String>,
    val raw: Blob,
    /** The actions that were done, in order, with the error of those that failed. */
    val actions: List<Published>,
)
